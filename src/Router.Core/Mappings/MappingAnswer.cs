namespace Router.Core.Mappings;

/// <summary>What became of a request.</summary>
/// <param name="Mapping">The one that there is now; of a refusal the one in the way, where it is the host's own, or null.</param>
/// <param name="Refusal">None: it was granted.</param>
public readonly record struct MappingAnswer(PortMapping? Mapping, MappingRefusal Refusal)
{
    /// <summary>Of one that goes on: as it was.</summary>
    public PortMapping? Before { get; init; }

    public static MappingAnswer Refused(MappingRefusal refusal) => new(null, refusal);
}
