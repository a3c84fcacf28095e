using Router.Core.Values;
using Router.Documents.Checks;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Validation;

namespace Router.Features.Composition;

/// <summary>No two services of the router hear at one port.</summary>
internal sealed class ListenerValidator : SectionValidator
{
    public ListenerValidator(Func<RouterConfig, IEnumerable<Listener>> listeners) =>
        Check((subject, findings) => CheckPorts([.. listeners(subject.Config)], findings));

    /// <summary>Those that cannot have another port keep theirs.</summary>
    private static void CheckPorts(List<Listener> listeners, Findings findings)
    {
        Dictionary<(TransportProtocol, ushort), string> taken = [];
        foreach (var listener in listeners.Where(l => l.PortPath.Count == 0))
            taken.TryAdd((listener.Protocol, listener.Port), listener.Name);
        foreach (var listener in listeners.Where(l => l.PortPath.Count > 0))
        {
            if (!taken.TryAdd((listener.Protocol, listener.Port), listener.Name))
                findings.Refuse(
                    listener.PortPath,
                    $"{taken[(listener.Protocol, listener.Port)]} has port {listener.Port} already",
                    "choose another port");
        }
    }
}
