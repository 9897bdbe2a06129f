using FluentAssertions;
using Repro.Claims.Arithmetic;
using Repro.Claims.Tests.Cli;
using Repro.Claims.Zoo;
using Repro.Cli;
using Repro.Cli.Commands;
using Repro.Models.Numerics;
using Xunit;

namespace Repro.Claims.Tests.Zoo;

/// <summary>A model retrained and compared with its hash.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class ZooVerificationTests : IDisposable
{
    private readonly SmallZoo _small = new();

    public void Dispose() => _small.Dispose();

    [Fact]
    public void Verify_UntouchedAndTamperedHash_ExitsWith0And1()
    {
        ZooTrainCommand.Run(_small.Zoo, TrainingSchedule.Shard([SmallZoo.Child], 1, 1), SmallZoo.Engines, parallel: 1, SmallZoo.Questions, json: true).Should().Be(ExitCode.Done);

        ZooVerifyCommand.Run(_small.Zoo, SmallZoo.Parent, threads: 1, json: true).Should().Be(ExitCode.Done);
        ZooVerifyCommand.Run(_small.Zoo, SmallZoo.Child, threads: 1, json: false).Should().Be(ExitCode.Done);
        var hash = _small.Zoo.Record(SmallZoo.Child.Name)!.ParametersSha256;
        File.WriteAllText(_small.Zoo.ManifestPath, File.ReadAllText(_small.Zoo.ManifestPath).Replace(hash, new string('0', 64), StringComparison.Ordinal));
        ZooVerifyCommand.Run(_small.Zoo, SmallZoo.Child, threads: 1, json: true).Should().Be(ExitCode.Failed);
        ZooVerifyCommand.Run(_small.Zoo, SmallZoo.Parent, threads: 1, json: true).Should().Be(ExitCode.Done);
    }

    [Fact]
    public void Verify_FileOfOtherBits_Fails()
    {
        _small.Training().Run(SmallZoo.Parent, CancellationToken.None);
        _small.Zoo.WriteManifest();
        var model = PlannedModel.Load(_small.Zoo.ModelPath(SmallZoo.Parent.Name), SmallZoo.Parent);
        model.Parameters.Values[3] += 1;
        model.Save(_small.Zoo.ModelPath(SmallZoo.Parent.Name));

        ZooVerifyCommand.Run(_small.Zoo, SmallZoo.Parent, threads: 1, json: true).Should().Be(ExitCode.Failed);
    }

    [Fact]
    public void Verify_AbsentModelOrOtherNumerics_SaysWhatIsWrong()
    {
        _small.Training().Run(SmallZoo.Parent, CancellationToken.None);
        _small.Zoo.WriteManifest();
        Verify(SmallZoo.Single).Should().Throw<IOException>().WithMessage("*zoo.json' has no model add_d1_l1_h1*'repro zoo train add_d1_l1_h1 --preset compact'*");
        File.WriteAllText(
            _small.Zoo.ManifestPath, File.ReadAllText(_small.Zoo.ManifestPath).Replace($"\"numerics\": {NumericsVersion.Current}", "\"numerics\": 0", StringComparison.Ordinal));
        Verify(SmallZoo.Parent).Should().Throw<IOException>().WithMessage($"*numerics is '0'*'{NumericsVersion.Current}'*");

        Action Verify(TrainingPlan plan) => () => ZooVerification.Run(_small.Zoo, plan, threads: 1, (_, train) => train(null), CancellationToken.None);
    }

    // A GPU never gives the same bits again, so hours of training would say nothing about the model.
    [Theory]
    [InlineData("cuda")]
    [InlineData("cuda tf32")]
    [InlineData("torch-cpu")]
    public async Task Verify_ModelOfAnotherDevice_IsRefusedAtOnceWithTheReason(string device)
    {
        _small.Training().Run(SmallZoo.Parent, CancellationToken.None);
        _small.Zoo.WriteManifest();
        File.WriteAllText(_small.Zoo.ManifestPath, File.ReadAllText(_small.Zoo.ManifestPath).Replace("\"device\": \"cpu\"", $"\"device\": \"{device}\"", StringComparison.Ordinal));
        var reason = $"'{_small.Zoo.ManifestPath}': add_d2_l1_h1 was trained on {device}, which gives other bits in every training";

        FluentActions.Invoking(() => ZooVerification.Run(_small.Zoo, SmallZoo.Parent, threads: 1, (_, _) => throw new InvalidOperationException("trains"), CancellationToken.None))
            .Should().Throw<IOException>().WithMessage($"{reason}*");

        var verify = await ReproProcess.Run(_small.Zoo.Folder, "zoo", "verify", "add_d2_l1_h1");
        verify.Code.Should().Be(ExitCode.BadInput);
        verify.Errors.Should().StartWith($"repro: {reason}");
    }
}
