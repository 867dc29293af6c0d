import type { FrameLanguage } from "../../server/protocol.ts";

/** Texts of the page that signs in, which stands by itself. */
export interface SignInStrings {
  readonly heading: string;
  readonly how: string;
  readonly label: string;
  readonly submit: string;
  readonly working: string;
  readonly unreachable: string;
}

export const signInStrings: Readonly<Record<FrameLanguage, SignInStrings>> = {
  es: {
    heading: "Iniciar sesión en Relator",
    how: "Abra el enlace que muestra el servidor al arrancar, o el que muestra «npm run key -- link» en su máquina. También puede escribir una clave:",
    label: "Clave",
    submit: "Iniciar sesión",
    working: "Iniciando sesión…",
    unreachable: "No se pudo alcanzar el servidor. Compruebe que esté en marcha e intente de nuevo.",
  },
  en: {
    heading: "Sign in to Relator",
    how: "Open the link that the server prints when it starts, or the one that “npm run key -- link” prints on its machine. Or write a key:",
    label: "Key",
    submit: "Sign in",
    working: "Signing in…",
    unreachable: "The server could not be reached. Check that it is running, and try again.",
  },
};
