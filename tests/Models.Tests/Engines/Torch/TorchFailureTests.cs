using System.Runtime.InteropServices;
using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Engines.Torch;
using Repro.Models.Transformer;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Repro.Models.Tests.Engines.Torch;

/// <summary>
/// What becomes of errors of the native library. Two devices that every build has stand for one that fails: a meta tensor has no elements
/// that could be copied, and of type FPGA there is no memory to be had.
/// </summary>
[Collection(OneAfterAnother.Name)]
[Trait(Tier.Name, Tier.Fast)]
public sealed class TorchFailureTests
{
    private static readonly TestModel Model = TestModel.Named("relu");

    [Theory]
    [InlineData("CUDA out of memory. Tried to allocate 2.00 GiB.\nat ...", "has no memory left for")]
    [InlineData("[enforce fail at alloc_cpu.cpp:124] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 1 bytes.", "has no memory left for")]
    [InlineData("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`\nat ...", "has no memory left for")]
    [InlineData("CUDA error: unspecified launch failure", "failed on")]
    public void Of_ErrorOfTheLibrary_IsOneLineThatTellsWantOfMemoryFromTheRest(string native, string expected)
    {
        var error = TorchFailure.Of(new NativeException(native), "cuda", "64 sequences of 18 tokens");

        error.Message.Should().StartWith($"The device cuda {expected} 64 sequences of 18 tokens").And.EndWith($"TorchSharp says: {native.Split('\n')[0]}");
    }

    [Fact]
    public void Constructor_LibraryFails_IsTheDevicesError()
    {
        var create = () => new TorchEngine(Model.Config, new TorchDevice("broken", new Device(DeviceType.FPGA), Precision.Full));

        create.Should().Throw<DeviceException>().Which.Message.Should()
            .StartWith($"The device broken failed on a model of {new ParameterLayout(Model.Config).Count} parameters. TorchSharp says: ").And.NotContain("\n");
    }

    [Fact]
    public void AnyMember_LibraryFails_IsTheDevicesErrorAndLeavesNoTensorBehind()
    {
        using var engine = new TorchEngine(Model.Config, new TorchDevice("broken", META, Precision.Full));
        engine.SetOptimiserState(OptimiserState.Zero(new ParameterLayout(Model.Config)));
        var before = Tensor.TotalCount;

        MustFail("a model of", e => e.GetParameters());
        MustFail("a model of", e => e.GetOptimiserState());
        MustFail("3 sequences of 7 tokens", e => e.Forward(Model.Tokens(3), ForwardRequest.Default));
        MustFail("3 sequences of 7 tokens", e => e.Prepare(Model.Tokens(3), [3]));
        MustFail("3 sequences of 7 tokens", e => e.ComputeGradients(Model.Tokens(3), Model.LossPositions, Model.Parameters()));
        MustFail("3 sequences of 7 tokens", e => e.TrainStep(Model.Tokens(3), Model.LossPositions, new AdamWStep(1, 0.01)));

        (Tensor.TotalCount - before).Should().Be(0);

        void MustFail(string work, Action<TorchEngine> use) =>
            engine.Invoking(use).Should().Throw<DeviceException>().WithMessage($"The device broken failed on {work}*TorchSharp says: *");
    }

    [Fact]
    public void TrainStep_LibraryFailsInAGroup_IsTheDevicesError()
    {
        using var engine = new TorchEngine(Model.Config, new TorchDevice("broken", META, Precision.Full), new TorchGroup());

        engine.Invoking(e => e.TrainStep(Model.Tokens(3), Model.LossPositions, new AdamWStep(1, 0.01)))
            .Should().Throw<DeviceException>().WithMessage("The device broken failed on 3 sequences of 7 tokens. TorchSharp says: *");
    }

    private sealed class NativeException(string message) : ExternalException(message);
}
