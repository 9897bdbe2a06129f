using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Transfer;
using Xunit;

namespace Repro.Claims.Tests.Arithmetic;

[Trait(Tier.Name, Tier.Fast)]
public class ModelNameTests
{
    [Theory]
    [InlineData("add_d5_l2_h3_t15K_s372001", null, OperationMix.Add, 5, 2, 3, 15, 372001)]
    [InlineData("sub_d12_l2_h3_t75K_s371793", null, OperationMix.Sub, 12, 2, 3, 75, 371793)]
    [InlineData("mix_d13_l3_h4_t85K_s572091", null, OperationMix.Mix, 13, 3, 4, 85, 572091)]
    [InlineData("ins1_mix_d6_l3_h4_t40K_s173289", TransferMethod.Initialise, OperationMix.Mix, 6, 3, 4, 40, 173289)]
    [InlineData("ins1c_mix_d6_l3_h4_t40K_s173289", TransferMethod.InitialiseWhole, OperationMix.Mix, 6, 3, 4, 40, 173289)]
    [InlineData("ins2_mix_d6_l4_h4", TransferMethod.FreezeAttention, OperationMix.Mix, 6, 4, 4, null, 372001)]
    [InlineData("ins3_mix_d6_l4_h3_t40K_s372001", TransferMethod.FreezeAll, OperationMix.Mix, 6, 4, 3, 40, 372001)]
    [InlineData("add_d5_l2_h3", null, OperationMix.Add, 5, 2, 3, null, 372001)]
    [InlineData("mix_d1_l1_h1_s0", null, OperationMix.Mix, 1, 1, 1, null, 0)]
    public void Parse_Name_GivesItsPartsAndPrintsTheSame(
        string text, TransferMethod? transfer, OperationMix operations, int digits, int layers, int heads, int? thousands, int seed)
    {
        var name = ModelName.Parse(text);

        name.Transfer.Should().Be(transfer);
        name.Operations.Should().Be(operations);
        name.Digits.Should().Be(digits);
        name.Layers.Should().Be(layers);
        name.Heads.Should().Be(heads);
        name.ThousandSteps.Should().Be(thousands);
        name.Seed.Should().Be((ulong)seed);
        name.ToString().Should().Be(text);
        ModelName.Parse(name.ToString()).Should().Be(name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("add")]
    [InlineData("mul_d5_l2_h3")]
    [InlineData("add_d5_l2")]
    [InlineData("add_d05_l2_h3")]
    [InlineData("add_d5_l2_h3_t15")]
    [InlineData("add_d5_l2_h3_s1_t15K")]
    [InlineData("ADD_d5_l2_h3")]
    [InlineData(" add_d5_l2_h3")]
    [InlineData("add_d5_l2_h3\n")]
    [InlineData("add_d5_l2_h3/../x")]
    [InlineData("ins1_add_d5_l2_h3")]
    [InlineData("ins2c_mix_d5_l2_h3")]
    [InlineData("insc_mix_d5_l2_h3")]
    [InlineData("add_d99999999999999999999_l2_h3")]
    public void Parse_OtherForm_ShowsTheFormAndExamples(string text) =>
        FluentActions.Invoking(() => ModelName.Parse(text))
            .Should().Throw<FormatException>().WithMessage($"'{text}' is not*op_dN_lN_hN*add_d5_l2_h3*");

    [Theory]
    [InlineData("add_d0_l2_h3", "*0 for digits*1 to 19*")]
    [InlineData("add_d20_l2_h3", "*20 for digits*1 to 19*")]
    [InlineData("add_d5_l0_h3", "*0 for layers*")]
    [InlineData("add_d5_l2_h65", "*65 for heads*1 to 64*")]
    [InlineData("add_d5_l2_h3_t0K", "*0 for thousand steps*")]
    [InlineData("ins4_mix_d6_l4_h3", "*4 for ins*1 to 3*")]
    [InlineData("add_d5_l2_h3_s99999999999999999999", "*seed 99999999999999999999*")]
    public void Parse_NumberOutOfRange_NamesValueAndRange(string text, string message) =>
        FluentActions.Invoking(() => ModelName.Parse(text)).Should().Throw<FormatException>().WithMessage(message);
}
