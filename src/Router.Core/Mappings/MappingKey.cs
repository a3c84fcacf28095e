using Router.Core.Values;

namespace Router.Core.Mappings;

/// <summary>A port outside: nobody else has it while a mapping does.</summary>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Port">1 and more.</param>
public readonly record struct MappingKey(TransportProtocol Protocol, ushort Port);
