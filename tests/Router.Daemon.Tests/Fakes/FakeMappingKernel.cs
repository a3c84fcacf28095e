using Router.Core.Edges;
using Router.Core.Mappings;
using Router.Core.Values;

namespace Router.Daemon.Tests.Fakes;

/// <summary>Keeps what it is told; it refuses what it is told to refuse.</summary>
internal sealed class FakeMappingKernel : IMappingKernel
{
    private readonly Dictionary<MappingKey, PortMapping> mappings = [];

    public MappingPlace? Place { get; private set; }

    public IReadOnlyCollection<PortMapping> Mappings => mappings.Values;

    public bool RefusesChanges { get; set; }

    public bool RefusesAll { get; set; }

    public int Replaced { get; private set; }

    public IReadOnlyDictionary<string, IReadOnlyList<InterfaceAddress>> Look(IReadOnlyCollection<string> links) =>
        new Dictionary<string, IReadOnlyList<InterfaceAddress>>();

    public void Replace(MappingPlace? place, IReadOnlyCollection<PortMapping> all, TimeSpan now)
    {
        if (RefusesAll)
            throw new ApplyException("load port mappings", 12, "no memory");
        (Place, Replaced) = (place, Replaced + 1);
        mappings.Clear();
        foreach (var mapping in place is null ? [] : all)
            mappings.Add(mapping.Key, mapping);
    }

    public void Change(MappingPlace place, IReadOnlyCollection<PortMapping> removed, IReadOnlyCollection<PortMapping> added, TimeSpan now)
    {
        if (RefusesAll || RefusesChanges)
            throw new ApplyException("change port mappings", 2, "no such element");
        foreach (var mapping in removed)
            Assert.True(mappings.Remove(mapping.Key), $"{mapping} is not there");
        foreach (var mapping in added)
            mappings.Add(mapping.Key, mapping);
    }

    public void Watch(Action changed)
    {
    }

    public void Dispose()
    {
    }
}
