using System.Net;
using Router.Documents;

namespace Router.Core.Mappings;

/// <summary>Between which links mappings lead.</summary>
/// <param name="Address">The outer one, IPv4.</param>
/// <param name="Uplink">The kernel's name of the link outside.</param>
/// <param name="Inside">Those of the links whose hosts may ask; they reach the outer address as well.</param>
public sealed record MappingPlace(IPAddress Address, string Uplink, ValueList<string> Inside);
