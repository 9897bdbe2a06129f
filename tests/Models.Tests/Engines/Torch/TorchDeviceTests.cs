using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Engines.Torch;
using Xunit;

namespace Repro.Models.Tests.Engines.Torch;

/// <summary>A device that cannot be had is one line that says why.</summary>
[Collection(OneAfterAnother.Name)]
[Trait(Tier.Name, Tier.Fast)]
public sealed class TorchDeviceTests
{
    [SkippableFact]
    public void Open_CudaWhereThereIsNone_SaysWhatIsMissingInOneLine()
    {
        Skip.If(TorchDevice.HasCuda, "There is a GPU here.");

        var open = () => TorchDevice.Open("cuda", threads: 1);

        open.Should().Throw<ArgumentException>().Which.Message.Should().Contain("driver for CUDA 12.8").And.Contain("-p:Torch=cuda").And.NotContain("\n");
    }

    // As a GPU for which libtorch has no kernels: it is found, and the first operation fails.
    [Fact]
    public void Open_DeviceThatRunsNothing_IsRefusedWithTheLibrarysReason()
    {
        var open = () => TorchDevice.Open("cuda", TorchSharp.DeviceType.FPGA, threads: 1, Precision.Full);

        open.Should().Throw<DeviceException>().Which.Message.Should()
            .StartWith("The device cuda is there and runs nothing: ").And.Contain("TorchSharp says: ").And.Contain("FPGA").And.NotContain("\n");
    }

    // TorchSharp writes its trace to standard output, where results go.
    [Fact]
    public void Quietly_LoadThatWritesAndFails_WritesNothingAndLeavesTheOutputAsItWas()
    {
        var before = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            var load = () => TorchLibrary.Quietly<int>(() =>
            {
                Console.WriteLine("a trace");
                throw new InvalidOperationException("not found");
            });

            load.Should().Throw<InvalidOperationException>();
            Console.Write("after");
        }
        finally
        {
            Console.SetOut(before);
        }

        output.ToString().Should().Be("after");
    }

    [Fact]
    public void LoaderError_FileThatIsNoLibrary_IsOneLineThatNamesIt()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "no library");

            TorchLibrary.LoaderError(path).Should().StartWith("The system says: ").And.Contain(path).And.NotContain("\n");
            TorchLibrary.LoaderError(path + ".missing").Should().BeNull();
        }
        finally
        {
            File.Delete(path);
        }
    }
}
