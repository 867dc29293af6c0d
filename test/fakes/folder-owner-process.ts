import { claimFolder } from "../../server/process/folder-owner.ts";

/** Owns the folder that it is given, says so, and stays. */
await claimFolder(process.argv[2] ?? "", "server");
process.stdout.write("owned\n");
setInterval(() => {}, 1_000);
