using Repro.Cli;

return CommandLine.Run(args);
