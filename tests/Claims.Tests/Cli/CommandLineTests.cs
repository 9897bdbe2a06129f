using FluentAssertions;
using Xunit;

namespace Repro.Claims.Tests.Cli;

[Trait(Tier.Name, Tier.Fast)]
public sealed class CommandLineTests : IDisposable
{
    private readonly EmptyRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Help_Root_ListsExactlyTheVerbsThereAre()
    {
        var help = await ReproProcess.Run(_repository.Root, "--help");

        help.Code.Should().Be(0);
        help.Errors.Should().BeEmpty();
        help.Output[help.Output.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n')
            .Where(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0])
            .Should().Equal("list", "run", "train", "eval", "map", "fetch", "zoo", "study");
    }

    [Fact]
    public async Task Version_IsANumber()
    {
        var version = await ReproProcess.Run(_repository.Root, "--version");

        version.Code.Should().Be(0);
        version.Output.Should().MatchRegex("^[0-9]+\\.[0-9]+\\.[0-9]+");
    }

    [Theory]
    [InlineData("trian add_d5_l2_h3", "There is no command 'trian'; the nearest are train,")]
    [InlineData("", "Required command")]
    [InlineData("train", "'NAME'")]
    [InlineData("train add_d5_l2_h3 --stpes 5", "--stpes")]
    [InlineData("train add_d5_l2_h3 --steps 0", "'0' is no value of --steps; it takes a whole number from 1 to")]
    [InlineData("train add_d5_l2_h3 --seed x", "'x' is no value of --seed")]
    [InlineData("train add_d5_l2_h3 --threads 257", "'257' is no value of --threads; it takes a whole number from 1 to 256")]
    [InlineData("train add_d5_l2_h3 --preset big", "'big' is not a preset; there are paper, compact")]
    [InlineData("train add_d20_l2_h3", "20 for digits; it must lie in 1 to 19")]
    [InlineData("train add_five_l2_h3", "'add_five_l2_h3' is not a model's name: names read")]
    [InlineData("train add_d5_l2_h3_t15_s372001", "Of the models of the zoo the nearest are add_d5_l2_h3_t15K_s372001")]
    [InlineData("eval ad_d5_l2_h3_t15K_s372001", "the nearest are add_d5_l2_h3_t15K_s372001")]
    [InlineData("train ins1_mix_d6_l3_h4_t40K_s372001", "'repro train add_d6_l2_h3_t15K_s372001 --preset compact' makes it.")]
    [InlineData("train add_d5_l2_h3 --resume", "There is no checkpoint")]
    [InlineData("eval", "Name a model")]
    [InlineData("eval add_d5_l2_h3", "There is no compact model add_d5_l2_h3; 'repro train add_d5_l2_h3 --preset compact' makes it. No model is present.")]
    [InlineData("eval add_d5_l2_h3_t15K_s372000", "add_d5_l2_h3_t15K_s372000 is no model of the zoo, but add_d5_l2_h3_t15K_s372001 is. No model")]
    [InlineData("eval --model missing.safetensors", "missing.safetensors")]
    [InlineData("eval add_d5_l2_h3 1+1 --model missing.safetensors", "leave out 'add_d5_l2_h3'")]
    [InlineData("zoo", "See repro zoo --help.")]
    [InlineData("zoo trian", "There is no command 'trian'; there are train, list, verify. See repro zoo --help.")]
    [InlineData("zoo train --shards 1/2", "--shards")]
    [InlineData("zoo train --shard 5/4", "'5/4' is no value of --shard; it takes i/n, for instance 1/4")]
    [InlineData("zoo train --parallel 0", "'0' is no value of --parallel; it takes a whole number from 1 to 256. See repro zoo train --help.")]
    [InlineData("zoo train --questions 1000001", "'1000001' is no value of --questions; it takes a whole number from 1 to 1000000.")]
    [InlineData("zoo train ins4_mix_d6_l4_h3_t40K_s372001", "the nearest are ins3_mix_d6_l4_h3_t40K_s372001")]
    [InlineData("zoo verify add_d5_l2_h3", "zoo.json' has no model add_d5_l2_h3; 'repro zoo train add_d5_l2_h3 --preset compact' makes it.")]
    [InlineData("study --budget late", "'late' is not a budget; there are early, middle, final.")]
    [InlineData("study --shard 0/4", "'0/4' is no value of --shard")]
    [InlineData("study --parallel many", "'many' is no value of --parallel")]
    [InlineData("study --seeds 3", "--seeds")]
    [InlineData("run ADD-01 ADD-99", "There is no claim 'ADD-99'; the nearest are ADD-0")]
    [InlineData("run ADD-01 --device tpu", "There is no device 'tpu'; there are cpu, cuda, torch-cpu")]
    public async Task AnyVerb_BadInput_SaysWhatIsWrongInOneLineAndExitsWith2(string arguments, string message)
    {
        var refused = await ReproProcess.Run(_repository.Root, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        refused.Code.Should().Be(2, refused.Errors);
        refused.Output.Should().BeEmpty();
        refused.Errors.Should().StartWith("repro: ").And.Contain(message).And.MatchRegex("^[^\n]*\n$");
        Directory.GetFiles(_repository.Root, "*.safetensors", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Theory]
    [InlineData("bfloat16", "the device cpu has float32 only")]
    [InlineData("half", "there are float32, tf32, bfloat16")]
    public async Task Train_PrecisionThatCannotBeHad_IsRefusedNotReplaced(string precision, string message)
    {
        var refused = await ReproProcess.RunWith("REPRO_PRECISION", precision, _repository.Root, "train", "add_d1_l1_h1", "--device", "cpu");

        refused.Code.Should().Be(2);
        refused.Errors.Should().Contain(precision).And.Contain(message);
    }

#if !TORCH
    [Theory]
    [InlineData("cuda", "-p:Torch=cuda")]
    [InlineData("torch-cpu", "-p:Torch=cpu")]
    public async Task Train_DeviceNotBuiltIn_IsRefusedNotReplaced(string device, string remedy)
    {
        var byOption = await ReproProcess.Run(_repository.Root, "train", "add_d1_l1_h1", "--device", device);
        var byVariable = await ReproProcess.RunWith("REPRO_DEVICE", device, _repository.Root, "train", "add_d1_l1_h1");

        byOption.Code.Should().Be(2);
        byOption.Errors.Should().Contain($"The device {device} is not in this build").And.Contain(remedy);
        byVariable.Should().Be(byOption);
    }
#endif

    [Fact]
    public async Task AnyVerb_OutsideARepository_SaysSo()
    {
        using var outside = new OutsideFolder();
        var refused = await ReproProcess.Run(outside.Root, "train", "add_d1_l1_h1", "--steps", "1");

        refused.Code.Should().Be(2);
        refused.Errors.Should().Contain("Repro.sln").And.Contain(Path.GetFileName(outside.Root));
    }

    [SkippableFact]
    public async Task List_FullDiskBehindStdout_IsAnErrorWithoutATrace()
    {
        Skip.IfNot(File.Exists("/dev/full"), "Needs /dev/full, which Linux has: every write to it meets a full disk.");

        var full = await ReproProcess.RunScript(_repository.Root, $"{ReproProcess.Command} list > /dev/full");

        full.Code.Should().Be(2);
        full.Errors.Should().Be("repro: No space left on device\n");
    }
}
