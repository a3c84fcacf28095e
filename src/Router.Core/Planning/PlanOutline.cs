using Router.Core.Plans;
using Router.Core.State;
using Router.Documents;

namespace Router.Core.Planning;

/// <summary>The steps to what is wanted, and what of it waits.</summary>
public sealed record PlanOutline(ValueList<Change> Steps, ValueList<Waiting> Waiting)
{
    /// <summary>
    /// Of the steps that a second look finds those that should have been done: what waited may have come meanwhile, and is taken then; what
    /// a device may refuse it may have refused.
    /// </summary>
    internal ValueList<Change> Rest(ValueList<Change> found)
    {
        var subjects = Waiting.Select(waits => waits.Subject).ToHashSet();
        return found.Count == 0
            ? found
            : [.. found.Where(step => step is not Change.SetTuning { Optional: true }
                && (step is not Change.AddRoute add || !subjects.Contains(PlanText.Subject(add.Route))))];
    }
}
