"""The question reader: copies of the encoder's layers above the shared ones, and two heads over a question's tokens: the
kind of request (mean state) and the part that each token belongs to."""
import copy
import torch, torch.nn as nn

PARTS = ("other", "speaker", "topic", "kind", "session", "excluded")
MARKS = {"s": 1, "t": 2, "k": 3, "d": 4, "x": 5}


class QuestionReader(nn.Module):
    def __init__(self, layers, kinds, width=384):
        super().__init__()
        self.layers = nn.ModuleList([copy.deepcopy(layer) for layer in layers])
        self.hidden = nn.Linear(2 * width, width); self.kind = nn.Linear(width, kinds); self.part = nn.Linear(width, len(PARTS))

    def forward(self, x, mask, drop=0.0):
        """x [B, S, W]: states of the shared layers of "query: ..." -> kind logits [B, kinds], part logits [B, S, parts]."""
        bias = (1 - mask[:, None, None, :]) * -1e4
        for layer in self.layers: x = layer(x, bias, drop)
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        pooled = torch.tanh(self.hidden(torch.cat([x[:, 0], mean], -1)))
        return self.kind(nn.functional.dropout(pooled, drop, self.training)), self.part(x)
