using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Api.Contract;

namespace Router.Fleet.Statements;

/// <summary>What a device runs, beside what it is to run.</summary>
[JsonConverter(typeof(RunStateConverter))]
public enum RunState
{
    /// <summary>It runs its document, and that is confirmed.</summary>
    Same,

    /// <summary>It runs another one.</summary>
    Differs,

    /// <summary>A commit waits there for its confirmation.</summary>
    Unconfirmed,

    /// <summary>It never said, or its document is wrong.</summary>
    Unknown,
}

/// <summary>As words.</summary>
public sealed class RunStateConverter() : JsonStringEnumConverter<RunState>(JsonNamingPolicy.KebabCaseLower);

/// <summary>Tells one from the other by what a device said last.</summary>
public static class RunStates
{
    /// <param name="record">Null: it never said anything.</param>
    /// <param name="document">What it is to run; null: that is not known.</param>
    /// <param name="stored">The same as a device of this version stores it.</param>
    public static RunState Of(DeviceRecord? record, string? document, string? stored)
    {
        if (record is null || document is null)
            return RunState.Unknown;
        var said = record.Statement;
        if (!said.Confirmed)
            return RunState.Unconfirmed;
        // A device of another version may make another text of the same document: what it made of it was seen at the push.
        var sent = DeviceStatement.DigestOf(document);
        return said.Document == sent || (stored is not null && said.Document == DeviceStatement.DigestOf(stored))
            || (record.Pushed is { } pushed && pushed.Sent == sent && pushed.Runs == said.Document)
            ? RunState.Same
            : RunState.Differs;
    }
}
