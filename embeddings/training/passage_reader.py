"""The passage reader: the encoder's lower layers read question and passage apart (cached), copies of its upper layers read
them together (DeFormer, Cao et al., ACL 2020). Two heads: does the passage answer, or belong to the list asked for; and
the answering span, where the passage's first token stands for "no span here" (as in SQuAD 2.0, Rajpurkar et al. 2018).
"""
import copy
import torch, torch.nn as nn, torch.nn.functional as F

ALIGNED = 96  # width of the projection in which tokens of question and passage are compared


class PassageReader(nn.Module):
    def __init__(self, layers, width=384):
        super().__init__()
        self.layers = nn.ModuleList([copy.deepcopy(layer) for layer in layers])
        self.segment = nn.Parameter(torch.zeros(2, width))
        self.align = nn.Linear(width, ALIGNED, bias=False); nn.init.orthogonal_(self.align.weight)
        self.matched = nn.Parameter(torch.zeros(2, width))  # what a token gains by the best match across, for each side
        self.hidden = nn.Linear(3 * width, width); self.relevance = nn.Linear(width, 1); self.span = nn.Linear(width, 2)
        self.gain = nn.Parameter(torch.tensor(1.0))

    def forward(self, q, qm, p, pm, similarity, drop=0.0):
        """q [B, Q, W], p [B, P, W]: states of the shared layers; masks 1 where a token stands; similarity [B]: the encoder's.
        -> relevance logits [B], span logits [B, P, 2] (first and last token)."""
        a, b = F.normalize(self.align(q), dim=-1), F.normalize(self.align(p), dim=-1)
        same = a @ b.transpose(1, 2)
        of_q = (same - (1 - pm)[:, None, :] * 2).max(2).values; of_p = (same - (1 - qm)[:, :, None] * 2).max(1).values
        x = torch.cat([q + self.segment[0] + of_q[..., None] * self.matched[0], p + self.segment[1] + of_p[..., None] * self.matched[1]], 1)
        bias = (1 - torch.cat([qm, pm], 1)[:, None, None, :]) * -1e4
        for layer in self.layers: x = layer(x, bias, drop)
        hq, hp = x[:, :q.shape[1]], x[:, q.shape[1]:]
        mean = lambda h, m: (h * m[..., None]).sum(1) / m.sum(1, keepdim=True)
        pooled = torch.tanh(self.hidden(torch.cat([hq[:, 0], mean(hq, qm), mean(hp, pm)], -1)))
        relevance = self.relevance(F.dropout(pooled, drop, self.training))[:, 0] + self.gain * (similarity - 0.35) * 8
        return relevance, self.span(hp) + (1 - pm)[..., None] * -1e4
