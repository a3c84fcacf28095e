using Router.Core.Plans;
using Router.Core.State;

namespace Router.Core.Planning;

/// <summary>Settings of devices. One that nobody wants any longer becomes again what it was before this daemon changed it.</summary>
internal static class TuningPlanner
{
    /// <returns>Settings that the document wants and a device that is there does not have.</returns>
    public static IReadOnlyList<Waiting> Plan(DesiredState desired, ObservedState observed, List<Change> plan)
    {
        foreach (var (key, there) in observed.Tunings)
        {
            if (there.Former is { } former && former != there.Value && !desired.Tunings.ContainsKey(key))
                plan.Add(new Change.SetTuning(key, former, there.Value));
        }
        var waiting = new List<Waiting>();
        foreach (var (key, wanted) in desired.Tunings)
        {
            if (observed.Tunings.TryGetValue(key, out var there))
            {
                if (there.Value != wanted.Value)
                    plan.Add(new Change.SetTuning(key, wanted.Value, there.Value) { Optional = wanted.Optional });
            }
            else if (!wanted.Optional)
            {
                waiting.Add(new Waiting($"{key}", "this device has no such setting"));
            }
        }
        return waiting;
    }
}
