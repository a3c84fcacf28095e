using Router.Api.Contract;
using Router.Documents;

namespace Router.Fleet.Push;

/// <summary>
/// A commit that waits for its confirmation. <see cref="Committed"/> null: its answer was lost. <see cref="Why"/>: what kept it from being
/// confirmed so far.
/// </summary>
internal sealed class PushWait(
    PushOrder order, string? before, Response.Committed? committed, TimeSpan ends, DateTimeOffset goesBack, string why)
{
    public PushOrder Order => order;

    public string Name => order.Device.Name;

    /// <summary>What ran before; null: that is not known any more.</summary>
    public string? Before => before;

    /// <summary>Its number; null: that is not known.</summary>
    public int? BeforeGeneration { get; init; }

    public Response.Committed? Committed => committed;

    public TimeSpan Ends => ends;

    public DateTimeOffset GoesBack => goesBack;

    /// <summary>What the device made of the document; null: it was not seen while the commit waited.</summary>
    public string? Stored { get; set; }

    /// <summary>As it was before the commit; null: nobody looked.</summary>
    public DeviceHealth? Health { get; init; }

    /// <summary>When it has to be as healthy as before; null: it was not reached yet.</summary>
    public TimeSpan? HealthyBy { get; set; }

    public int Lost { get; init; }

    public string Why { get; set; } = why;

    public PushReport Report(DeviceOutcome outcome, string detail) => new(Name, outcome, detail)
    {
        Steps = committed?.Plan.Count ?? 0,
        Ends = Lost,
        Notes = [.. committed?.Advice ?? []],
        Before = before,
        BeforeGeneration = BeforeGeneration,
    };
}
