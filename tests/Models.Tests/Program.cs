using Repro.Models.Tests.Determinism;

// The test assembly runs itself as a child process, because instruction sets can only be switched off before a process starts.
return args switch
{
    ["determinism", .. var options] => DeterminismChild.Train(options),
    ["allocation", .. var options] => DeterminismChild.MeasureAllocation(options),
    _ => throw new ArgumentException($"'{string.Join(' ', args)}' is no command of the test assembly; it has determinism and allocation."),
};
