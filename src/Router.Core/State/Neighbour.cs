using System.Net;

namespace Router.Core.State;

/// <summary>A hardware address (lower case with colons) that the kernel need not ask a host on <paramref name="Link"/> for.</summary>
public sealed record Neighbour(string Link, IPAddress Address, string Mac);
