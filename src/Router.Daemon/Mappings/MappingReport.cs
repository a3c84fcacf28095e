using Router.Core.Mappings;

namespace Router.Daemon.Mappings;

/// <summary>The mappings at one moment.</summary>
/// <param name="IsOn">The document lets hosts ask.</param>
/// <param name="Place">Null: there is no outer address.</param>
/// <param name="Mappings">All of them.</param>
/// <param name="Changes">Another number is another state.</param>
internal sealed record MappingReport(bool IsOn, MappingPlace? Place, IReadOnlyList<PortMapping> Mappings, int Changes)
{
    public static readonly MappingReport Nothing = new(IsOn: false, Place: null, [], Changes: -1);
}
