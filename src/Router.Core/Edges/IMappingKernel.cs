using Router.Core.Mappings;
using Router.Core.Values;

namespace Router.Core.Edges;

/// <summary>What port mappings need of the kernel.</summary>
public interface IMappingKernel : IDisposable
{
    /// <summary>Addresses of IPv4 with their networks, by the kernel's names of links; a link that is not there has none.</summary>
    /// <exception cref="ApplyException">The kernel cannot be asked.</exception>
    IReadOnlyDictionary<string, IReadOnlyList<InterfaceAddress>> Look(IReadOnlyCollection<string> links);

    /// <summary>These mappings and no others, whatever was there, as one transaction.</summary>
    /// <param name="place">Null: none at all.</param>
    /// <param name="mappings">All of them.</param>
    /// <param name="now">On the clock of <see cref="PortMapping.Until"/>.</param>
    /// <exception cref="ApplyException">The kernel refused; all is as before.</exception>
    void Replace(MappingPlace? place, IReadOnlyCollection<PortMapping> mappings, TimeSpan now);

    /// <summary>Some go and some come, as one transaction; the others are not touched.</summary>
    /// <exception cref="ApplyException">The kernel refused, for one that was to go is gone already; all is as before.</exception>
    void Change(MappingPlace place, IReadOnlyCollection<PortMapping> removed, IReadOnlyCollection<PortMapping> added, TimeSpan now);

    /// <summary>Tells whenever links or addresses may have changed.</summary>
    void Watch(Action changed);
}
