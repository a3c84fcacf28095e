using Router.Core.Plans;
using Router.Core.State;
using Router.Documents;

namespace Router.Core.Planning;

/// <summary>A service is started, stopped, or told of changed files; one whose files are as they were is not touched.</summary>
internal static class ServicePlanner
{
    private static readonly ObservedService Nothing = new(false, ValueMap<string, ServiceFile>.Empty);

    public static void Plan(DesiredService desired, ObservedState observed, List<Change> plan)
    {
        var there = observed.Services.TryGetValue(desired.Name, out var found) ? found : Nothing;
        // As are the DHCP clients of all links that have none.
        if (!there.Running && there.Files.Count == 0 && !desired.Running && desired.Files.Count == 0)
            return;
        if (there.Running && !desired.Running)
            plan.Add(new Change.StopService(desired.Name));
        var before = plan.Count;
        foreach (var file in desired.Files)
        {
            var old = there.Files.TryGetValue(file.Path, out var known) ? known : null;
            if (old != file)
                plan.Add(new Change.WriteFile(desired.Name, file, old));
        }
        var wanted = desired.Files.Select(file => file.Path).ToHashSet();
        foreach (var file in there.Files.Values.Where(file => !wanted.Contains(file.Path)))
            plan.Add(new Change.RemoveFile(desired.Name, file));
        if (desired.OnChange == ServiceChange.None)
            return;
        if (desired.Running && !there.Running)
            plan.Add(new Change.StartService(desired.Name, desired.Directories));
        else if (desired.Running && plan.Count > before)
            plan.Add(new Change.RefreshService(desired.Name, desired.OnChange) { Directories = desired.Directories });
    }
}
