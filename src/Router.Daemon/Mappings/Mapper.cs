using System.Net;
using Router.Core.Edges;
using Router.Core.Mappings;
using Router.Core.Values;

namespace Router.Daemon.Mappings;

/// <summary>
/// Mappings in the table and in the kernel, always both: who is told of one has it. It also counts the seconds since the mappings began, by
/// which hosts notice that theirs are lost (RFC 6886, 3.6; RFC 6887, 8.5). One user at a time.
/// </summary>
internal sealed class Mapper(IMappingKernel kernel)
{
    private readonly MappingTable table = new();
    private MappingState? before;
    private IPAddress? lastAddress;
    private TimeSpan epoch;
    private bool begun;

    public MappingPlace? Place { get; private set; }

    /// <summary>Null: there is none now.</summary>
    public IPAddress? Address => Place?.Address;

    public MappingRules Rules => table.Rules;

    public IReadOnlyCollection<PortMapping> All => table.All;

    public TimeSpan? Due => table.Due;

    /// <summary>What the kernel said when it did not do what it was asked; null: it did.</summary>
    public string? Trouble { get; private set; }

    public MappingState State => MappingState.Of(epoch, lastAddress, table.All);

    /// <summary>Counts changes of <see cref="State"/>.</summary>
    public int Changes { get; private set; }

    /// <summary>What a daemon of the same boot left; it counts when the rules are known.</summary>
    public void Restore(MappingState state) => before = state;

    public uint Epoch(TimeSpan now) => (uint)Math.Max(0, (now - epoch).TotalSeconds);

    /// <summary>Rules and links from now on. True: hosts have to be told, for mappings or their address are not what they were.</summary>
    /// <param name="rules">Of the document.</param>
    /// <param name="place">Null: there is no outer address.</param>
    /// <param name="now">Since the machine started.</param>
    /// <param name="again">The kernel may have lost something.</param>
    public bool Change(MappingRules rules, MappingPlace? place, TimeSpan now, bool again)
    {
        var lost = Begin(rules, now) | (table.Change(rules, now).Count > 0);
        lost |= place is not null && lastAddress is not null && !place.Address.Equals(lastAddress);
        var isNew = place is not null && Address is null;
        if (again || lost || !Equals(place, Place) || Trouble is not null)
            TryReplace(place, now);
        Place = place;
        lastAddress = place?.Address ?? lastAddress;
        if (lost)
            epoch = now;
        if (lost || isNew)
            Changes++;
        return lost || isNew;
    }

    /// <summary>Nobody may ask any longer: nothing stays.</summary>
    public void Clear(TimeSpan now)
    {
        table.Change(MappingRules.Nothing, now);
        TryReplace(place: null, now);
        (Place, lastAddress, begun, before) = (null, null, false, null);
        Changes++;
    }

    public IReadOnlyList<PortMapping> Of(IPAddress host) => table.Of(host);

    public PortMapping? Find(MappingKey key) => table.Find(key);

    public PortMapping? FindInner(IPAddress host, TransportProtocol protocol, ushort internalPort) =>
        table.FindInner(host, protocol, internalPort);

    public MappingAnswer Ask(MappingRequest request, TimeSpan now)
    {
        if (Place is null)
            return MappingAnswer.Refused(MappingRefusal.NoNetwork);
        var answer = table.Ask(request, now);
        if (answer is not { Refusal: MappingRefusal.None, Mapping: { } made })
            return answer;
        Changes++;
        if (TryChange(answer.Before is { } old ? [old] : [], [made], now))
            return answer;
        if (answer.Before is { } was)
            table.Put(made, was);
        else
            table.Remove(made);
        return MappingAnswer.Refused(MappingRefusal.NoNetwork);
    }

    public void End(IReadOnlyCollection<PortMapping> ended, TimeSpan now)
    {
        if (ended.Count == 0)
            return;
        foreach (var mapping in ended)
            table.Remove(mapping);
        Changes++;
        TryChange(ended, [], now);
    }

    /// <summary>Ends those whose time is over.</summary>
    public void Expire(TimeSpan now)
    {
        var over = table.Expire(now);
        if (over.Count == 0)
            return;
        Changes++;
        TryChange(over, [], now);
    }

    /// <summary>The first time since nobody could ask. True: what was there before is not there any longer.</summary>
    private bool Begin(MappingRules rules, TimeSpan now)
    {
        if (begun)
            return false;
        begun = true;
        table.Change(rules, now);
        var left = before;
        (before, epoch) = (null, now);
        Changes++;
        if (left is null || left.Start > now)
            return true;
        epoch = left.Start;
        lastAddress = left.Outside;
        var lost = false;
        foreach (var mapping in left.Values().Where(mapping => mapping.Until > now))
            lost |= !table.Restore(mapping, now);
        return lost;
    }

    /// <summary>The kernel refuses where an element went by itself, or somebody took the table away: then all of it is written.</summary>
    private bool TryChange(IReadOnlyCollection<PortMapping> removed, IReadOnlyCollection<PortMapping> added, TimeSpan now)
    {
        if (Place is null)
            return true;
        try
        {
            kernel.Change(Place, removed, added, now);
            return true;
        }
        catch (ApplyException)
        {
            return TryReplace(Place, now);
        }
    }

    private bool TryReplace(MappingPlace? place, TimeSpan now)
    {
        try
        {
            kernel.Replace(place, table.All, now);
            Trouble = null;
        }
        catch (ApplyException exception)
        {
            Trouble = exception.Message;
        }
        return Trouble is null;
    }
}
