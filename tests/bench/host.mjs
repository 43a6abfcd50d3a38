// A host for each engine: HTTP/2 on loopback, and a blank page of the same origin.
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { serve } from "../browser/lib/server.mjs";

/** A certificate for loopback, made once. @param {string} folder to keep it in */
export const certificate = (folder) => {
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => path.join(folder, name));
  const old = fs.existsSync(cert) && new crypto.X509Certificate(fs.readFileSync(cert)).validTo;
  if (!old || new Date(old) < Date.now()) {
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-keyout", key, "-out", cert, "-days", "30", "-subj", "/CN=127.0.0.1",
      "-addext", "subjectAltName=IP:127.0.0.1"], { stdio: "ignore" });
  }
  const tls = { key: fs.readFileSync(key), cert: fs.readFileSync(cert) };
  const spki = new crypto.X509Certificate(tls.cert).publicKey.export({ type: "spki", format: "der" });
  return { tls, spki: crypto.createHash("sha256").update(spki).digest("base64") };
};

/** @param {string} root of a site */
export const start = async (root, { tls, spki }) => {
  const server = await serve(root, { tls });
  server.spki = spki;
  server.intercept = (at, { response }) => {
    if (at !== "/__blank") return false;
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><link rel=icon href=data:,>");
    return true;
  };
  return server;
};
