using System.CommandLine;
using Router.Api.Controllers;
using Router.Ctl.Cli;
using Router.Fleet.Journals;

namespace Router.Ctl.Controllers;

/// <summary><c>controller audit</c>: what was done at a controller, and whether that log is whole.</summary>
internal static class AuditVerb
{
    public static Command Create(Terminal terminal)
    {
        var options = new ControllerOptions();
        var has = new Option<string?>("--has")
        {
            Description = "A hash that was written down before, which the log has to have: none of its end was taken away.",
            HelpName = "HASH",
        };
        return new Command(
            "audit", "Print the log of what was done, hold each line against the one before it, and say the hash of the last.")
            .With([has, .. options.All])
            .Runs(async (result, stopping) =>
            {
                using var controller = options.Open(result);
                var text = await controller.GetTextAsync(ControllerPaths.Audit, stopping);
                var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
                foreach (var line in lines)
                    terminal.Out.WriteLine(Printable.Line(line));
                var found = AuditChain.Verify(lines);
                if (found.BrokenAt is { } broken)
                    throw Failure.Input(
                        $"line {broken}: {found.Why}", "what stands before it is whole; what comes after is not to be believed");
                if (result.GetValue(has)?.ToLowerInvariant() is { } hash && !found.Hashes.Contains(hash))
                    throw Failure.Input($"no line has the hash {hash}: lines were taken away, or it is another log");
                terminal.Error.WriteLine($"{found.Entries.Count} lines hold, the last has {found.Head}");
                return ExitCode.Done;
            });
    }
}
