using Router.Api.Controllers;

namespace Router.Controller.Devices;

/// <summary>What is kept of a device.</summary>
internal sealed class DeviceState
{
    /// <summary>Whose it is: rows that somebody swapped in the storage are seen.</summary>
    public string Name { get; set; } = "";

    /// <summary>SHA-256 of its certificate; null: it has none.</summary>
    public string? Thumbprint { get; set; }

    /// <summary>Of the one that it has got and not used yet.</summary>
    public string? NextThumbprint { get; set; }

    /// <summary>SHA-256 of the token that lets it in; null: none does.</summary>
    public string? TokenHash { get; set; }

    public DateTimeOffset TokenUntil { get; set; }

    /// <summary>The last one that was given.</summary>
    public long Revision { get; set; }

    public Assignment? Proposed { get; set; }

    public Assignment? Current { get; set; }

    /// <summary>What it was to run before.</summary>
    public Assignment? Previous { get; set; }

    /// <summary>What became of <see cref="SaidRevision"/>.</summary>
    public RunOutcome Outcome { get; set; }

    public long SaidRevision { get; set; }

    public string Detail { get; set; } = "";

    /// <summary>What it ran when it said that it has applied a revision: SHA-256 of the document.</summary>
    public string? Applied { get; set; }

    public long AppliedRevision { get; set; }

    /// <summary>A <see cref="Router.Fleet.Statements.DeviceRecord"/> as text; null: it never said anything.</summary>
    public string? Record { get; set; }

    public bool TakesNewKey { get; set; }
}
