using Repro.Claims.Arithmetic;
using Repro.Claims.Quanta.Tasks;
using Repro.Claims.Tests.Arithmetic;
using Repro.Models.Engines;
using Repro.Models.Transformer;

namespace Repro.Claims.Tests.Quanta.Sharing;

/// <summary>
/// Subtracts, and makes one digit of what a single head says of its pair: the difference modulo 10, or the difference without its sign, in
/// which case the question itself tells whether the ten's complement is meant.
/// </summary>
internal sealed class SubtractingEngine(QuestionLayout layout, QuestionKind kind, int digit, bool signed) : AnsweringEngine(layout)
{
    private readonly QuestionLayout _layout = layout;

    public override ForwardResult Forward(TokenBatch tokens, ForwardRequest request)
    {
        var plain = base.Forward(tokens, new ForwardRequest { LogitPositions = request.LogitPositions });
        var at = new HookPoint(HookKind.Z, 0);
        var (position, stride) = (_layout.Answer(digit) - 1, Config.Heads * Config.DHead);
        var z = new HookValue([tokens.Count, tokens.Length, Config.Heads, Config.DHead], new float[tokens.Count * tokens.Length * stride]);
        var wanted = request.LogitPositions!.Value.IndexOf(position);
        var logits = plain.Logits;
        for (var row = 0; row < tokens.Count; row++)
        {
            var pairs = new OperandPairs(_layout, tokens[row]);
            var value = pairs.Base(kind, digit);
            var against = pairs.Carry(kind, digit) == TriState.Yes;
            var place = ((row * tokens.Length) + position) * stride;
            z.Values[place] = signed || !against ? value : 10 - value;
            var given = (int)(request.Interventions.IsEmpty ? z : request.Interventions[0].Source!).Values[place];
            var made = OperandPairs.Digit(kind, signed || !against ? given : 10 - given, pairs.Carries(kind, digit - 1));
            var line = logits.Values.AsSpan(((row * request.LogitPositions.Value.Length) + wanted) * Vocabulary.Size, Vocabulary.Size);
            line.Clear();
            line[made] = 1;
        }

        return new ForwardResult(logits, new Dictionary<HookPoint, HookValue> { [at] = z });
    }
}
