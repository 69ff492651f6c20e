// Draws ZPL as a label printer would. Standard input: {"dpmm": n, "labels": [{"zpl", "width", "height"}]}
// with sizes in dots; standard output: the PNG of each label in base64, one a line.
import { readFileSync } from "node:fs";
import { ready } from "zpl-renderer-js";

const { dpmm, labels } = JSON.parse(readFileSync(0, "utf8"));
const { api } = await ready;
for (const { zpl, width, height } of labels) {
  const pictures = await api.zplToBase64MultipleAsync(zpl, width / dpmm, height / dpmm, dpmm);
  console.log(pictures.join(" "));
}
process.exit(0);
