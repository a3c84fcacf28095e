using System.Buffers.Binary;
using System.Net;
using System.Numerics;

namespace Router.Core.Values;

/// <summary>
/// Addresses of both families as ranges in ascending order, of which none overlaps or touches another. A range takes 8 bytes of IPv4 and 32
/// of IPv6, for there may be half a million.
/// </summary>
public sealed class AddressBlocks : IEquatable<AddressBlocks>
{
    public static readonly AddressBlocks Empty = new([], []);

    private readonly Block<uint>[] ipv4;
    private readonly Block<UInt128>[] ipv6;

    private AddressBlocks(Block<uint>[] ipv4, Block<UInt128>[] ipv6) => (this.ipv4, this.ipv6) = (ipv4, ipv6);

    /// <summary>Ranges of both families.</summary>
    public int Count => ipv4.Length + ipv6.Length;

    public int CountOf(bool ipv6) => ipv6 ? this.ipv6.Length : ipv4.Length;

    public IEnumerable<AddressRange> Of(bool ipv6) => ipv6 ? this.ipv6.Select(Range) : ipv4.Select(Range);

    /// <summary>The range that has the address; null: none.</summary>
    public AddressRange? Find(IPAddress address)
    {
        if (address.GetAddressBytes().Length == 4)
            return Find(ipv4, (uint)address.Number()) is { } small ? Range(small) : null;
        return Find(ipv6, address.Number()) is { } block ? Range(block) : null;
    }

    /// <summary>Ranges of a family that go and come from <paramref name="before"/> to this.</summary>
    public (IReadOnlyList<AddressRange> Removed, IReadOnlyList<AddressRange> Added) Since(AddressBlocks before, bool ipv6)
    {
        if (!ipv6)
        {
            var (gone, come) = Differences(before.ipv4, ipv4);
            return ([.. gone.Select(Range)], [.. come.Select(Range)]);
        }
        var (removed, added) = Differences(before.ipv6, this.ipv6);
        return ([.. removed.Select(Range)], [.. added.Select(Range)]);
    }

    public bool Equals(AddressBlocks? other) =>
        other is not null && ipv4.AsSpan().SequenceEqual(other.ipv4) && ipv6.AsSpan().SequenceEqual(other.ipv6);

    public override bool Equals(object? obj) => Equals(obj as AddressBlocks);

    public override int GetHashCode() => HashCode.Combine(ipv4.Length, ipv6.Length);

    private static AddressRange Range(Block<uint> block)
    {
        return new(Address(block.First), Address(block.Last));

        static IPAddress Address(uint number)
        {
            Span<byte> bytes = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
            return new IPAddress(bytes);
        }
    }

    private static AddressRange Range(Block<UInt128> block)
    {
        return new(Address(block.First), Address(block.Last));

        static IPAddress Address(UInt128 number)
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
            return new IPAddress(bytes);
        }
    }

    private static Block<T>? Find<T>(Block<T>[] blocks, T number)
        where T : struct, IBinaryInteger<T>
    {
        var (low, high) = (0, blocks.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (number < blocks[middle].First)
                high = middle - 1;
            else if (number > blocks[middle].Last)
                low = middle + 1;
            else
                return blocks[middle];
        }
        return null;
    }

    private static (List<Block<T>> Removed, List<Block<T>> Added) Differences<T>(Block<T>[] before, Block<T>[] after)
        where T : struct, IBinaryInteger<T>
    {
        List<Block<T>> removed = [], added = [];
        var (old, next) = (0, 0);
        while (old < before.Length || next < after.Length)
        {
            if (old < before.Length && next < after.Length && before[old].Equals(after[next]))
                (old, next) = (old + 1, next + 1);
            else if (next == after.Length || (old < before.Length && before[old].First <= after[next].First))
                removed.Add(before[old++]);
            else
                added.Add(after[next++]);
        }
        return (removed, added);
    }

    /// <summary>Both ends included.</summary>
    private readonly record struct Block<T>(T First, T Last)
        where T : struct, IBinaryInteger<T>;

    /// <summary>Takes ranges in any order.</summary>
    public sealed class Builder
    {
        private readonly List<Block<uint>> ipv4 = [];
        private readonly List<Block<UInt128>> ipv6 = [];

        /// <summary>As they came, not yet joined.</summary>
        public int Count => ipv4.Count + ipv6.Count;

        public void Add(uint first, uint last) => ipv4.Add(new(first, last));

        public void Add(UInt128 first, UInt128 last) => ipv6.Add(new(first, last));

        public AddressBlocks Build() => Count == 0 ? Empty : new(Join(ipv4), Join(ipv6));

        private static Block<T>[] Join<T>(List<Block<T>> blocks)
            where T : struct, IBinaryInteger<T>
        {
            blocks.Sort((one, two) => one.First.CompareTo(two.First));
            var joined = new List<Block<T>>(blocks.Count);
            foreach (var block in blocks)
            {
                // The first one behind the last may be beyond the highest number.
                if (joined.Count > 0 && joined[^1] is var end && (block.First <= end.Last || block.First - end.Last == T.One))
                    joined[^1] = new(end.First, T.Max(end.Last, block.Last));
                else
                    joined.Add(block);
            }
            return [.. joined];
        }
    }
}
