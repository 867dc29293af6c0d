"""Writes the trained weights as ONNX for transformers.js: the encoder by replacing the weights in its present graph (same
size, same speed, one more output: the states of the shared layers), the two readers with the same nodes.

    python3 export_models.py MODEL_FOLDER --encoder ENCODER.pt [--question QUESTION.pt] [--passage PASSAGE.pt]
"""
import argparse, hashlib, json, pathlib
import numpy as np, onnx, torch
from onnx import TensorProto, helper, numpy_helper

MICROSOFT = "com.microsoft"
LEVELS = 63  # 7 significant bits: safe on processors without VNNI
HEADS, EPSILON, SHARED = 12, 1e-12, 6
NAMES = {"qkv": "qkv", "ao": "ao", "fi": "fi", "fo": "fo"}


def quantize(matrix):
    """float [in, out] -> int8 [in, out], scale [out]: symmetric by output channel."""
    scale = np.maximum(np.abs(matrix).max(0) / LEVELS, 1e-9).astype(np.float32)
    return np.clip(np.round(matrix / scale), -LEVELS, LEVELS).astype(np.int8), scale


def array(state, name):
    return state[name].detach().float().numpy()


def replace_encoder(model, state):
    table = {t.name: t for t in model.graph.initializer}
    def put(name, value):
        assert list(table[name].dims) == list(value.shape), name
        table[name].CopyFrom(numpy_helper.from_array(np.ascontiguousarray(value), name))
    put("eln.w", array(state, "norm.weight")); put("eln.b", array(state, "norm.bias"))
    layers = 1 + max(int(k.split(".")[1]) for k in state if k.startswith("layers."))
    for l in range(layers):
        for part in NAMES:
            value, scale = quantize(array(state, f"layers.{l}.{part}.weight").T)
            put(f"l{l}_{part}.w_quantized", value); put(f"l{l}_{part}.w_scale", scale); put(f"l{l}_{part}.b", array(state, f"layers.{l}.{part}.bias"))
        for ours, theirs in (("n1", "aln"), ("n2", "oln")):
            put(f"l{l}.{theirs}.w", array(state, f"layers.{l}.{ours}.weight")); put(f"l{l}.{theirs}.b", array(state, f"layers.{l}.{ours}.bias"))
    if all(o.name != f"l{SHARED - 1}_out" for o in model.graph.output):
        model.graph.output.append(helper.make_tensor_value_info(f"l{SHARED - 1}_out", TensorProto.FLOAT, ["batch", "sequence", 384]))


class Graph:
    """Nodes and constants of a reader: linear layers in 8 bits, as the encoder's."""
    def __init__(self, state): self.state, self.nodes, self.constants, self.names = state, [], [], set()

    def constant(self, name, value):
        if name not in self.names: self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value) if value.ndim else value, name)); self.names.add(name)
        return name

    def node(self, op, inputs, outputs, domain="", **attributes):
        outputs = [outputs] if isinstance(outputs, str) else outputs
        self.nodes.append(helper.make_node(op, inputs, outputs, name=f"{outputs[0]}_{op}", domain=domain, **attributes)); return outputs[0]

    def linear(self, x, name, output, exact=False):
        weight, bias = array(self.state, f"{name}.weight").T, array(self.state, f"{name}.bias") if f"{name}.bias" in self.state else None
        if exact:
            y = self.node("MatMul", [x, self.constant(f"{name}.w", weight)], f"{output}_mm")
        else:
            value, scale = quantize(weight)
            quantized = self.node("DynamicQuantizeLinear", [x], [f"{output}_q", f"{output}_qs", f"{output}_qz"])
            both = self.node("Mul", [f"{output}_qs", self.constant(f"{name}.ws", scale)], f"{output}_scale")
            whole = self.node("MatMulInteger", [quantized, self.constant(f"{name}.wq", value), f"{output}_qz", self.constant(f"{name}.wz", np.zeros(value.shape[1], np.int8))], f"{output}_int")
            y = self.node("Mul", [self.node("Cast", [whole], f"{output}_cast", to=TensorProto.FLOAT), both], f"{output}_mm")
        return y if bias is None else self.node("Add", [y, self.constant(f"{name}.b", bias)], output)

    def add_and_norm(self, x, y, name, output):
        return self.node("SkipLayerNormalization", [x, y, self.constant(f"{name}.g", array(self.state, f"{name}.weight")), self.constant(f"{name}.h", array(self.state, f"{name}.bias"))], output, MICROSOFT, epsilon=EPSILON)

    def layers(self, x):
        width = self.state["layers.0.ao.weight"].shape[0]; thirds = self.constant("thirds", np.array([width] * 3, np.int64))
        for l in range(1 + max(int(k.split(".")[1]) for k in self.state if k.startswith("layers."))):
            n = f"layers.{l}"; joint = self.linear(x, f"{n}.qkv", f"{n}_qkv"); parts = [f"{n}_{p}" for p in "qkv"]; self.node("Split", [joint, thirds], parts, axis=-1)
            context = self.node("MultiHeadAttention", parts, f"{n}_context", MICROSOFT, num_heads=HEADS)
            x = self.add_and_norm(x, self.linear(context, f"{n}.ao", f"{n}_ao"), f"{n}.n1", f"{n}_attended")
            wide = self.node("Gelu", [self.linear(x, f"{n}.fi", f"{n}_fi")], f"{n}_gelu", MICROSOFT)
            x = self.add_and_norm(x, self.linear(wide, f"{n}.fo", f"{n}_fo"), f"{n}.n2", f"{n}_out")
        return x

    def mean(self, x, output): return self.node("ReduceMean", [x, self.constant("axis1", np.array([1], np.int64))], output, keepdims=0)
    def first(self, x, output): return self.node("Gather", [x, self.constant("first", np.array(0, np.int64))], output, axis=1)

    def model(self, name, inputs, outputs):
        ports = lambda items: [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in items]
        return helper.make_model(helper.make_graph(self.nodes, name, ports(inputs), ports(outputs), self.constants), opset_imports=[helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)], ir_version=10)


def question_graph(state):
    g = Graph(state); x = g.layers("question_state")
    pooled = g.node("Concat", [g.first(x, "first_state"), g.mean(x, "mean_state")], "pooled", axis=-1)
    hidden = g.node("Tanh", [g.linear(pooled, "hidden", "hidden_sum")], "hidden")
    g.linear(hidden, "kind", "kind", exact=True); g.linear(x, "part", "part", exact=True)
    return g.model("question-reader", [("question_state", [1, "length", 384])], [("kind", [1, None]), ("part", [1, "length", None])])


def passage_graph(state):
    g = Graph(state); one = lambda name, value: g.constant(name, np.array(value, np.float32))
    def unit(x, output):
        y = g.linear(x, "align", output, exact=True); length = g.node("ReduceL2", [y, g.constant("last", np.array([-1], np.int64))], f"{output}_length", keepdims=1)
        return g.node("Div", [y, g.node("Max", [length, one("least", 1e-12)], f"{output}_safe")], f"{output}_unit")
    # A linear layer without bias ends in its product.
    a, b = unit("question_state", "align_q"), unit("passage_state", "align_p")
    same = g.node("MatMul", [a, g.node("Transpose", [b], "align_t", perm=[0, 2, 1])], "same")
    of_q = g.node("ReduceMax", [same, g.constant("axis2", np.array([2], np.int64))], "of_q", keepdims=1)
    of_p = g.node("Transpose", [g.node("ReduceMax", [same, g.constant("axis1", np.array([1], np.int64))], "of_p_row", keepdims=1)], "of_p", perm=[0, 2, 1])
    matched, segment = array(state, "matched"), array(state, "segment")
    def enter(x, best, side, name):
        gained = g.node("Mul", [best, g.constant(f"matched{side}", matched[side])], f"{name}_gain")
        return g.node("Add", [g.node("Add", [x, g.constant(f"segment{side}", segment[side])], f"{name}_segment"), gained], f"{name}_in")
    x = g.layers(g.node("Concat", [enter("question_state", of_q, 0, "q"), enter("passage_state", of_p, 1, "p")], "joined", axis=1))
    length = g.node("Shape", ["question_state"], "question_length", start=1, end=2); axis = g.constant("axis1", np.array([1], np.int64)); zero = g.constant("zero", np.array([0], np.int64)); end = g.constant("end", np.array([1 << 30], np.int64))
    hq = g.node("Slice", [x, zero, length, axis], "hq"); hp = g.node("Slice", [x, length, end, axis], "hp")
    pooled = g.node("Concat", [g.first(hq, "first_state"), g.mean(hq, "mean_q"), g.mean(hp, "mean_p")], "pooled", axis=-1)
    hidden = g.node("Tanh", [g.linear(pooled, "hidden", "hidden_sum")], "hidden")
    raw = g.linear(hidden, "relevance", "relevance_sum", exact=True); gain = float(state["gain"])
    part = g.node("Mul", [g.node("Sub", ["similarity", one("middle", 0.35)], "centred"), one("gain", gain * 8)], "similarity_part")
    g.node("Add", [raw, part], "relevance"); g.linear(hp, "span", "span", exact=True)
    return g.model("passage-reader", [("question_state", [1, "question", 384]), ("passage_state", [1, "passage", 384]), ("similarity", [1])], [("relevance", [1, 1]), ("span", [1, "passage", 2])])


def main():
    a = argparse.ArgumentParser(); a.add_argument("folder"); a.add_argument("--encoder"); a.add_argument("--question"); a.add_argument("--passage"); o = a.parse_args(); folder = pathlib.Path(o.folder); files = folder / "onnx"
    manifest = json.loads((folder / "manifest.json").read_text())
    if o.encoder:
        model = onnx.load(str(files / "model_quantized.onnx")); replace_encoder(model, torch.load(o.encoder)); onnx.save(model, str(files / "model_quantized.onnx"))
    if o.question:
        trained = torch.load(o.question); onnx.save(question_graph(trained["state"]), str(files / "question_reader_quantized.onnx"))
        manifest["questionReader"] = {"kinds": trained["kinds"], "parts": ["other", "speaker", "topic", "kind", "session", "excluded"]}
    if o.passage: onnx.save(passage_graph(torch.load(o.passage)), str(files / "passage_reader_quantized.onnx"))
    manifest["sharedState"] = f"l{SHARED - 1}_out"
    manifest["files"] = {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file() and p.name != "manifest.json"}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n"); print(*(f"{p.name} {p.stat().st_size}" for p in sorted(files.iterdir())))


if __name__ == "__main__": main()
