// Preloaded into the server by no-network.test.ts: what an update check or a model download would do, each in its own way.
import { lookup } from "node:dns";
import { connect } from "node:net";

const ignore = () => {};
connect(443, "192.0.2.1").on("error", ignore);
connect(443, "2001:db8::1").on("error", ignore);
lookup("models.example", ignore);
fetch("http://192.0.2.2/").catch(ignore);
