"""The same model, loss and optimiser in eager float32 PyTorch, for comparison with the engines of Repro.

Reads one JSON request from standard input and prints one JSON answer. The request names the model's sizes, a safetensors file
with initial parameters under TransformerLens's names, the tokens of one batch, the loss positions, the device, the number of
threads and of steps to time. The answer holds the loss of the first batch and the milliseconds of every timed step; the gradients of the
first batch are written, as raw float32 in the order of the parameter names, to the file that the request names.
"""

import json
import struct
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F


def read_safetensors(path):
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            values = np.frombuffer(data[begin:end], dtype="<f4").reshape(entry["shape"])
            tensors[name] = torch.from_numpy(values.copy())
    return tensors


class Model:
    """Fused matrices, as a careful PyTorch user would keep them: one product for queries, keys and values."""

    def __init__(self, request, given):
        self.layers, self.heads, self.d_head = request["layers"], request["heads"], request["d_head"]
        self.device = request["device"]
        self.epsilon = request["epsilon"]
        self.parameters = {}
        for name in ("embed.W_E", "pos_embed.W_pos", "ln_final.w", "ln_final.b", "unembed.b_U"):
            self.parameters[name] = given[name]
        self.parameters["unembed.W_U"] = given["unembed.W_U"].t().contiguous()
        for layer in range(self.layers):
            block = f"blocks.{layer}."
            for name in ("ln1.w", "ln1.b", "ln2.w", "ln2.b", "attn.b_O", "mlp.b_in", "mlp.b_out"):
                self.parameters[block + name] = given[block + name]
            # [out, in], as torch.nn.functional.linear wants them.
            self.parameters[block + "W_QKV"] = torch.cat(
                [given[block + "attn.W_" + kind].permute(0, 2, 1).flatten(0, 1) for kind in "QKV"]).contiguous()
            self.parameters[block + "b_QKV"] = torch.cat([given[block + "attn.b_" + kind].flatten() for kind in "QKV"])
            self.parameters[block + "attn.W_O"] = given[block + "attn.W_O"].flatten(0, 1).t().contiguous()
            self.parameters[block + "mlp.W_in"] = given[block + "mlp.W_in"].t().contiguous()
            self.parameters[block + "mlp.W_out"] = given[block + "mlp.W_out"].t().contiguous()
        for name, value in self.parameters.items():
            self.parameters[name] = value.to(self.device).requires_grad_(True)

    def logits(self, tokens):
        p = self.parameters
        batch, length = tokens.shape
        x = p["embed.W_E"][tokens] + p["pos_embed.W_pos"][:length]
        mask = torch.full((length, length), float("-inf"), device=self.device).triu(1)
        for layer in range(self.layers):
            block = f"blocks.{layer}."
            normal = F.layer_norm(x, x.shape[-1:], p[block + "ln1.w"], p[block + "ln1.b"], self.epsilon)
            qkv = F.linear(normal, p[block + "W_QKV"], p[block + "b_QKV"])
            q, k, v = qkv.view(batch, length, 3, self.heads, self.d_head).permute(2, 0, 3, 1, 4)
            pattern = torch.softmax(q @ k.transpose(-1, -2) * self.d_head**-0.5 + mask, dim=-1)
            z = (pattern @ v).transpose(1, 2).flatten(2)
            x = x + F.linear(z, p[block + "attn.W_O"], p[block + "attn.b_O"])
            normal = F.layer_norm(x, x.shape[-1:], p[block + "ln2.w"], p[block + "ln2.b"], self.epsilon)
            x = x + F.linear(torch.relu(F.linear(normal, p[block + "mlp.W_in"], p[block + "mlp.b_in"])), p[block + "mlp.W_out"], p[block + "mlp.b_out"])
        normal = F.layer_norm(x, x.shape[-1:], p["ln_final.w"], p["ln_final.b"], self.epsilon)
        return F.linear(normal, p["unembed.W_U"], p["unembed.b_U"])

    def loss(self, tokens, positions):
        logits = self.logits(tokens)[:, positions].double()
        targets = tokens[:, positions + 1]
        return F.cross_entropy(logits.flatten(0, 1), targets.flatten())

    def gradient(self, name, shape):
        """The gradient of one parameter under its TransformerLens name and shape."""
        p = self.parameters
        block, _, rest = name.rpartition("attn.")
        if rest[:2] in ("W_", "b_") and rest[2:] in tuple("QKV"):
            part = p[block + ("W_QKV" if rest[0] == "W" else "b_QKV")].grad.chunk(3)["QKV".index(rest[2])]
            if rest[0] == "b":
                return part.view(shape)
            return part.view(self.heads, self.d_head, -1).permute(0, 2, 1)
        grad = p[name].grad
        if rest == "W_O":
            return grad.t().reshape(shape)
        return grad.t() if name.startswith(("unembed.W", "blocks")) and grad.dim() == 2 else grad


def main():
    request = json.load(sys.stdin)
    torch.set_num_threads(request["threads"])
    given = read_safetensors(request["parameters"])
    model = Model(request, {name: value.clone() for name, value in given.items()})
    tokens = torch.tensor(request["tokens"], device=model.device)
    positions = torch.tensor(request["positions"], device=model.device)
    options = dict(lr=request["rate"], betas=(0.9, 0.98), weight_decay=0.1)
    walk = {"fused": True} if request["update"] == "fused" else {"foreach": request["update"] == "foreach"}
    optimiser = torch.optim.AdamW(model.parameters.values(), **walk, **options)

    first = model.loss(tokens, positions)
    first.backward()
    if request["gradients"]:
        with open(request["gradients"], "wb") as file:
            for name in request["names"]:
                file.write(model.gradient(name, given[name].shape).contiguous().cpu().numpy().astype("<f4").tobytes())

    milliseconds = []
    for step in range(request["warm_up"] + request["steps"]):
        start = time.perf_counter()
        optimiser.zero_grad(set_to_none=True)
        model.loss(tokens, positions).backward()
        optimiser.step()
        if model.device == "cuda":
            torch.cuda.synchronize()
        if step >= request["warm_up"]:
            milliseconds.append((time.perf_counter() - start) * 1e3)
    device = torch.cuda.get_device_name() if model.device == "cuda" else "cpu"
    json.dump({"version": torch.__version__, "device": device, "loss": first.item(), "milliseconds": milliseconds}, sys.stdout)


main()
