using System.Net;

namespace Router.Features.Dhcp;

/// <summary>Hardware address in lower case with colons.</summary>
public sealed record StaticLease(string Mac, IPAddress Address);
