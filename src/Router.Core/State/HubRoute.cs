using System.Net;

namespace Router.Core.State;

/// <summary>A network behind a mesh, and the metric of the route to it.</summary>
public readonly record struct HubRoute(IPNetwork Prefix, uint Metric);
