using FluentAssertions;
using Repro.Models.Tests.Storage;
using Repro.Models.Transformer;
using Xunit;

namespace Repro.Models.Tests.Transformer;

[Trait(Tier.Name, Tier.Fast)]
public sealed class TransformerConfigTests
{
    public static TheoryData<Func<TransformerConfig, TransformerConfig>, string> OutOfRange() => new()
    {
        { config => config with { Layers = 0 }, "Layers is 0; it must lie in 1 to 256." },
        { config => config with { Layers = 257 }, "Layers is 257; it must lie in 1 to 256." },
        { config => config with { Heads = -1 }, "Heads is -1; it must lie in 1 to 256." },
        { config => config with { DModel = 65_537 }, "DModel is 65537; it must lie in 1 to 65536." },
        { config => config with { DHead = 0 }, "DHead is 0; it must lie in 1 to 4096." },
        { config => config with { DMlp = 0 }, "DMlp is 0; it must lie in 1 to 262144." },
        { config => config with { Context = 0 }, "Context is 0; it must lie in 1 to 65536." },
        { config => config with { Vocabulary = 1 }, "Vocabulary is 1; it must lie in 2 to 1048576." },
        { config => config with { LayerNormEpsilon = 0 }, "LayerNormEpsilon is 0; it must lie strictly between 0 and 1." },
        { config => config with { LayerNormEpsilon = float.NaN }, "LayerNormEpsilon is NaN; it must lie strictly between 0 and 1." },
        { config => config with { InitialisationGain = -1 }, "InitialisationGain is -1; it must lie in 0 to 100." },
        { config => config with { InitialisationGain = double.NaN }, "InitialisationGain is NaN; it must lie in 0 to 100." },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Validate_SizeOutOfRange_NamesItItsValueAndTheRange(Func<TransformerConfig, TransformerConfig> change, string message)
    {
        var config = change(Samples.Config);

        config.Invoking(c => c.Validate()).Should().Throw<ArgumentException>().WithMessage(message);
        var layout = () => new ParameterLayout(config);
        layout.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void AttentionWidth_FourHeadsOf170_NeedNotEqualDModel() =>
        (Samples.Config with { Heads = 4, DHead = 170, DModel = 510 }).AttentionWidth.Should().Be(680);
}
