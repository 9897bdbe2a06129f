using System.Collections.Immutable;
using Repro.Models.Engines;
using Repro.Models.Engines.Edges;
using Repro.Models.Transformer;

namespace Repro.Models.Tests.Reference;

/// <summary>
/// The model in double precision, one plain loop per sum, in the order of the formulas: the ground truth of every engine.
/// Letters: b = sequence, p = position, i and j = query and key position, h = head.
/// </summary>
internal sealed partial class ReferenceTransformer
{
    private readonly ParameterLayout _layout;
    private readonly TransformerConfig _config;

    public ReferenceTransformer(Parameters parameters)
    {
        _layout = parameters.Layout;
        _config = parameters.Layout.Config;
        Values = new double[parameters.Values.Length];
        for (var i = 0; i < Values.Length; i++)
        {
            Values[i] = parameters.Values[i];
        }
    }

    /// <summary>All parameters in the layout's order. They may be changed between runs, for central differences.</summary>
    public double[] Values { get; }

    public ReferenceRun Forward(TokenBatch tokens, params ImmutableArray<Intervention> interventions) => Forward(tokens, interventions, []);

    public ReferenceRun Forward(TokenBatch tokens, ImmutableArray<Intervention> interventions, ImmutableArray<EdgeIntervention> edges)
    {
        var run = new ReferenceRun(interventions, edges);
        var residual = Embedding(run, tokens);
        for (var layer = 0; layer < _config.Layers; layer++)
        {
            var block = $"blocks.{layer}.";
            HookPoint At(HookKind kind) => new(kind, layer);

            run.Fire(At(HookKind.ResidualPre), residual);
            var forAttention = LayerNorm(run, residual, block + "ln1", At(HookKind.Norm1Scale), At(HookKind.Norm1));
            var query = run.Fire(At(HookKind.Query), ForEachHead(run, forAttention, residual, ReceiverKind.Query, layer));
            var key = run.Fire(At(HookKind.Key), ForEachHead(run, forAttention, residual, ReceiverKind.Key, layer));
            var value = run.Fire(At(HookKind.Value), ForEachHead(run, forAttention, residual, ReceiverKind.Value, layer));
            var scores = run.Fire(At(HookKind.AttentionScores), Scores(query, key));
            var pattern = run.Fire(At(HookKind.Pattern), Softmax(scores));
            var z = run.Fire(At(HookKind.Z), Mix(pattern, value));
            var attention = run.Fire(At(HookKind.AttentionOut), Join(z, block + "attn.W_O", block + "attn.b_O"));
            var middle = run.Fire(At(HookKind.ResidualMid), Sum(residual, attention));

            var forMlp = LayerNorm(run, Read(run, middle, Receiver.Mlp(layer)), block + "ln2", At(HookKind.Norm2Scale), At(HookKind.Norm2));
            var before = run.Fire(At(HookKind.MlpPre), Linear(forMlp, block + "mlp.W_in", block + "mlp.b_in", _config.DMlp));
            var after = run.Fire(At(HookKind.MlpPost), Activate(before));
            var mlp = run.Fire(At(HookKind.MlpOut), Linear(after, block + "mlp.W_out", block + "mlp.b_out", _config.DModel));
            residual = run.Fire(At(HookKind.ResidualPost), Sum(middle, mlp));

            // The next block starts from a tensor of its own: a change at its hook_resid_pre must not reach back to this hook_resid_post.
            residual = Copy(residual);
        }

        var final = LayerNorm(run, Read(run, residual, Receiver.Logits), "ln_final", new HookPoint(HookKind.NormFinalScale), new HookPoint(HookKind.NormFinal));
        run.Logits = _config.TiedUnembedding ? Unembed(final) : Linear(final, "unembed.W_U", "unembed.b_U", _config.Vocabulary);
        return run;
    }

    /// <summary>Mean over sequences and loss positions of −ln p(next token).</summary>
    public double Loss(TokenBatch tokens, params ReadOnlySpan<int> lossPositions)
    {
        var logits = Forward(tokens).Logits;
        var sum = 0.0;
        for (var b = 0; b < tokens.Count; b++)
        {
            foreach (var p in lossPositions)
            {
                var row = logits.Values.AsSpan(((b * tokens.Length) + p) * _config.Vocabulary, _config.Vocabulary);
                sum -= LogSoftmax(row, tokens[b][p + 1]);
            }
        }

        return sum / (tokens.Count * lossPositions.Length);
    }

    /// <summary>Sequences in which the most likely token is the next one at every loss position.</summary>
    public int Exact(TokenBatch tokens, params ReadOnlySpan<int> lossPositions)
    {
        var logits = Forward(tokens).Logits;
        var exact = 0;
        for (var b = 0; b < tokens.Count; b++)
        {
            var right = true;
            foreach (var p in lossPositions)
            {
                var row = logits.Values.AsSpan(((b * tokens.Length) + p) * _config.Vocabulary, _config.Vocabulary);
                var best = 0;
                for (var token = 1; token < row.Length; token++)
                {
                    best = row[token] > row[best] ? token : best;
                }

                right &= best == tokens[b][p + 1];
            }

            exact += right ? 1 : 0;
        }

        return exact;
    }

    private static double LogSoftmax(ReadOnlySpan<double> logits, int token)
    {
        var largest = double.NegativeInfinity;
        foreach (var logit in logits)
        {
            largest = Math.Max(largest, logit);
        }

        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - largest);
        }

        return logits[token] - largest - Math.Log(sum);
    }

    private ReadOnlySpan<double> Parameter(string name) => Values.AsSpan(_layout[name].Offset, _layout[name].Length);

    private ReferenceTensor Embedding(ReferenceRun run, TokenBatch tokens)
    {
        var d = _config.DModel;
        var embedding = Parameter("embed.W_E");
        var positions = Parameter("pos_embed.W_pos");
        var embed = new ReferenceTensor(tokens.Count, tokens.Length, d);
        var position = new ReferenceTensor(tokens.Count, tokens.Length, d);
        for (var b = 0; b < tokens.Count; b++)
        {
            for (var p = 0; p < tokens.Length; p++)
            {
                for (var m = 0; m < d; m++)
                {
                    embed[b, p, m] = embedding[(tokens[b][p] * d) + m];
                    position[b, p, m] = positions[(p * d) + m];
                }
            }
        }

        return Sum(run.Fire(new HookPoint(HookKind.Embed), embed), run.Fire(new HookPoint(HookKind.PositionEmbed), position));
    }

    private ReferenceTensor LayerNorm(ReferenceRun run, ReferenceTensor x, string name, HookPoint scalePoint, HookPoint point)
    {
        var weight = Parameter(name + ".w");
        var bias = Parameter(name + ".b");
        var (count, length, d) = (x.Shape[0], x.Shape[1], x.Shape[2]);
        var centred = new ReferenceTensor(count, length, d);
        var scale = new ReferenceTensor(count, length, 1);
        for (var b = 0; b < count; b++)
        {
            for (var p = 0; p < length; p++)
            {
                var mean = 0.0;
                for (var m = 0; m < d; m++)
                {
                    mean += x[b, p, m] / d;
                }

                var variance = 0.0;
                for (var m = 0; m < d; m++)
                {
                    centred[b, p, m] = x[b, p, m] - mean;
                    variance += centred[b, p, m] * centred[b, p, m] / d;
                }

                scale[b, p, 0] = Math.Sqrt(variance + _config.LayerNormEpsilon);
            }
        }

        run.Fire(scalePoint, scale);
        var normalised = new ReferenceTensor(count, length, d);
        for (var b = 0; b < count; b++)
        {
            for (var p = 0; p < length; p++)
            {
                for (var m = 0; m < d; m++)
                {
                    normalised[b, p, m] = (centred[b, p, m] / scale[b, p, 0] * weight[m]) + bias[m];
                }
            }
        }

        return run.Fire(point, normalised);
    }

    /// <summary>[b, p, d_model] → [b, p, h, d_head].</summary>
    private ReferenceTensor ForEachHead(ReferenceTensor x, string weightName, string biasName)
    {
        var weight = Parameter(weightName);
        var bias = Parameter(biasName);
        var (d, dHead) = (_config.DModel, _config.DHead);
        var result = new ReferenceTensor(x.Shape[0], x.Shape[1], _config.Heads, dHead);
        for (var b = 0; b < x.Shape[0]; b++)
        {
            for (var p = 0; p < x.Shape[1]; p++)
            {
                for (var h = 0; h < _config.Heads; h++)
                {
                    for (var e = 0; e < dHead; e++)
                    {
                        var sum = bias[(h * dHead) + e];
                        for (var m = 0; m < d; m++)
                        {
                            sum += x[b, p, m] * weight[(((h * d) + m) * dHead) + e];
                        }

                        result[b, p, h, e] = sum;
                    }
                }
            }
        }

        return result;
    }

    /// <summary>[b, h, i, j]: q·k / √d_head, −∞ where the key lies after the query.</summary>
    private ReferenceTensor Scores(ReferenceTensor query, ReferenceTensor key)
    {
        var (count, length) = (query.Shape[0], query.Shape[1]);
        var scores = new ReferenceTensor(count, _config.Heads, length, length);
        for (var b = 0; b < count; b++)
        {
            for (var h = 0; h < _config.Heads; h++)
            {
                for (var i = 0; i < length; i++)
                {
                    for (var j = 0; j < length; j++)
                    {
                        var sum = 0.0;
                        for (var e = 0; e < _config.DHead; e++)
                        {
                            sum += query[b, i, h, e] * key[b, j, h, e];
                        }

                        scores[b, h, i, j] = j <= i ? sum / Math.Sqrt(_config.DHead) : double.NegativeInfinity;
                    }
                }
            }
        }

        return scores;
    }

    /// <summary>Over the last axis, the keys.</summary>
    private static ReferenceTensor Softmax(ReferenceTensor scores)
    {
        var pattern = new ReferenceTensor(scores.Shape);
        var width = scores.Shape[^1];
        for (var start = 0; start < scores.Values.Length; start += width)
        {
            var row = scores.Values.AsSpan(start, width);
            for (var j = 0; j < width; j++)
            {
                pattern.Values[start + j] = Math.Exp(LogSoftmax(row, j));
            }
        }

        return pattern;
    }

    /// <summary>[b, p, h, d_head]: values mixed by the pattern.</summary>
    private static ReferenceTensor Mix(ReferenceTensor pattern, ReferenceTensor value)
    {
        var z = new ReferenceTensor(value.Shape);
        var (count, length, heads, dHead) = (value.Shape[0], value.Shape[1], value.Shape[2], value.Shape[3]);
        for (var b = 0; b < count; b++)
        {
            for (var i = 0; i < length; i++)
            {
                for (var h = 0; h < heads; h++)
                {
                    for (var e = 0; e < dHead; e++)
                    {
                        for (var j = 0; j < length; j++)
                        {
                            z[b, i, h, e] += pattern[b, h, i, j] * value[b, j, h, e];
                        }
                    }
                }
            }
        }

        return z;
    }

    /// <summary>[b, p, h, d_head] → [b, p, d_model].</summary>
    private ReferenceTensor Join(ReferenceTensor z, string weightName, string biasName)
    {
        var weight = Parameter(weightName);
        var bias = Parameter(biasName);
        var (d, dHead) = (_config.DModel, _config.DHead);
        var result = new ReferenceTensor(z.Shape[0], z.Shape[1], d);
        for (var b = 0; b < z.Shape[0]; b++)
        {
            for (var p = 0; p < z.Shape[1]; p++)
            {
                for (var m = 0; m < d; m++)
                {
                    var sum = bias[m];
                    for (var h = 0; h < _config.Heads; h++)
                    {
                        for (var e = 0; e < dHead; e++)
                        {
                            sum += z[b, p, h, e] * weight[(((h * dHead) + e) * d) + m];
                        }
                    }

                    result[b, p, m] = sum;
                }
            }
        }

        return result;
    }

    private ReferenceTensor Linear(ReferenceTensor x, string weightName, string biasName, int width)
    {
        var weight = Parameter(weightName);
        var bias = Parameter(biasName);
        var result = new ReferenceTensor(x.Shape[0], x.Shape[1], width);
        for (var b = 0; b < x.Shape[0]; b++)
        {
            for (var p = 0; p < x.Shape[1]; p++)
            {
                for (var n = 0; n < width; n++)
                {
                    var sum = bias[n];
                    for (var m = 0; m < x.Shape[2]; m++)
                    {
                        sum += x[b, p, m] * weight[(m * width) + n];
                    }

                    result[b, p, n] = sum;
                }
            }
        }

        return result;
    }

    /// <summary>Tied: the transposed token embedding, no bias.</summary>
    private ReferenceTensor Unembed(ReferenceTensor x)
    {
        var embedding = Parameter("embed.W_E");
        var logits = new ReferenceTensor(x.Shape[0], x.Shape[1], _config.Vocabulary);
        for (var b = 0; b < x.Shape[0]; b++)
        {
            for (var p = 0; p < x.Shape[1]; p++)
            {
                for (var token = 0; token < _config.Vocabulary; token++)
                {
                    for (var m = 0; m < _config.DModel; m++)
                    {
                        logits[b, p, token] += x[b, p, m] * embedding[(token * _config.DModel) + m];
                    }
                }
            }
        }

        return logits;
    }

    private ReferenceTensor Activate(ReferenceTensor x)
    {
        var result = new ReferenceTensor(x.Shape);
        for (var i = 0; i < x.Values.Length; i++)
        {
            var v = x.Values[i];
            result.Values[i] = _config.Activation switch
            {
                Activation.Relu => Math.Max(v, 0),
                Activation.GeluTanh => 0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + (0.044715 * v * v * v)))),
                _ => throw new InvalidOperationException($"The reference knows no activation {_config.Activation}."),
            };
        }

        return result;
    }

    private static ReferenceTensor Sum(ReferenceTensor x, ReferenceTensor y)
    {
        var result = new ReferenceTensor(x.Shape);
        for (var i = 0; i < x.Values.Length; i++)
        {
            result.Values[i] = x.Values[i] + y.Values[i];
        }

        return result;
    }

    private static ReferenceTensor Copy(ReferenceTensor x)
    {
        var result = new ReferenceTensor(x.Shape);
        x.Values.CopyTo(result.Values, 0);
        return result;
    }
}
