using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using Router.Ctl.Cli;
using Router.Ctl.Fleets.Edges;
using Router.Fleet.Journals;

namespace Router.Ctl.Fleets;

/// <summary><c>fleet audit</c>: what was done from this desk, and whether that log is whole.</summary>
internal static class AuditVerb
{
    public static Command Create(Terminal terminal)
    {
        var (inventory, json) = (FleetOptions.Inventory(), CommandExtensions.JsonOption());
        return new Command(
            "audit", "Show what was done with devices from this desk: a log that is only added to, each line held by the next.")
            .With(inventory, json, Verify(terminal))
            .Runs(result => Show(terminal, Read(result.GetRequiredValue(inventory), terminal), result.GetValue(json)));
    }

    private static Command Verify(Terminal terminal)
    {
        var (inventory, json) = (FleetOptions.Inventory(), CommandExtensions.JsonOption());
        var has = new Option<string?>("--has")
        {
            Description = "A hash that was written down before, which the log has to have: none of its end was taken away.",
            HelpName = "HASH",
        };
        return new Command("verify", "Hold each line of the log against the one before it, and print the hash of the last.")
            .With(inventory, has, json)
            .Runs(result => Verify(
                terminal, Read(result.GetRequiredValue(inventory), terminal), result.GetValue(has)?.ToLowerInvariant(),
                result.GetValue(json)));
    }

    private static AuditLog Read(string inventory, Terminal terminal) => new(FleetBook.Read(inventory, terminal).State);

    private static int Show(Terminal terminal, AuditLog log, bool json)
    {
        var found = AuditChain.Verify(log.Lines());
        if (json)
            terminal.WriteJson(found.Entries, FleetAuditJson.Default.IReadOnlyListAuditEntry);
        foreach (var entry in json ? [] : found.Entries)
            terminal.Out.WriteLine(Printable.Line(
                $"{entry.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} {entry.By} {entry.Verb} "
                + $"{string.Join(',', entry.Devices)}: {entry.Detail}"));
        return Whole(log, found);
    }

    private static int Verify(Terminal terminal, AuditLog log, string? has, bool json)
    {
        var found = AuditChain.Verify(log.Lines());
        if (json)
            terminal.WriteJson(
                new AuditCheck(found.Entries.Count, found.Head, found.BrokenAt, found.Why), FleetAuditJson.Default.AuditCheck);
        else if (found.BrokenAt is null)
            terminal.Out.WriteLine(
                $"{(found.Entries.Count == 1 ? "1 line holds" : $"{found.Entries.Count} lines hold")}, the last has {found.Head}");
        Whole(log, found);
        return has is null || found.Hashes.Contains(has)
            ? ExitCode.Done
            : throw Failure.Input($"{log.File}: no line has the hash {has}: lines were taken away, or it is another log");
    }

    private static int Whole(AuditLog log, AuditFinding found) => found.BrokenAt is { } line
        ? throw Failure.Input($"{log.File}:{line}: {found.Why}", "what stands before it is whole; what comes after is not to be believed")
        : ExitCode.Done;
}

/// <param name="Lines">How many hold.</param>
/// <param name="Head">The hash of the last of them.</param>
/// <param name="BrokenAt">The first line that does not; null: all do.</param>
/// <param name="Why">Why not.</param>
internal sealed record AuditCheck(int Lines, string Head, int? BrokenAt, string? Why);

[JsonSerializable(typeof(AuditCheck))]
[JsonSerializable(typeof(IReadOnlyList<AuditEntry>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class FleetAuditJson : JsonSerializerContext;
