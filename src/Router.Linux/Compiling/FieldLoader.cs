using Router.Core.Rulesets;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Compiling;

/// <summary>Loads fields into the kernel's registers, and knows what the rule has said of its packets so far.</summary>
internal sealed class FieldLoader(ExpressionWriter to)
{
    private const ushort Ethernet = 1;

    private static readonly Field Family = Field.Find("meta nfproto")!, Protocol = Field.Find("meta l4proto")!,
        LinkType = Field.Find("meta iiftype")!;

    private byte family, protocol;
    private bool isEthernet;

    /// <summary>Null: it has words that only nft knows.</summary>
    public static IReadOnlyList<Field>? Fields(Selector selector)
    {
        List<Field> fields = [];
        foreach (var words in selector.IsJoined ? selector.Text.Split(" . ") : [selector.Text])
        {
            if (Field.Find(words) is not { } field)
                return null;
            fields.Add(field);
        }
        return fields;
    }

    /// <summary>
    /// What stands so many bytes behind the first. Four registers of sixteen bytes are sixteen of four bytes as well; where one of the
    /// large ones begins, it counts as that.
    /// </summary>
    public static uint Register(int offset) =>
        offset % 16 == 0 ? ExpressionWriter.FirstRegister + ((uint)offset / 16) : 8 + ((uint)offset / 4);

    /// <summary>False: as above.</summary>
    public bool TryLoad(Selector selector, bool inNetworkOrder)
    {
        if (Fields(selector) is not { } fields)
            return false;
        Load(fields, inNetworkOrder);
        return true;
    }

    /// <summary>One behind the other, each from a multiple of four bytes on.</summary>
    /// <param name="fields">At least one.</param>
    /// <param name="inNetworkOrder">Ranges of several fields are compared byte by byte.</param>
    public void Load(IReadOnlyList<Field> fields, bool inNetworkOrder)
    {
        foreach (var field in fields)
            Need(field);
        var at = 0;
        foreach (var field in fields)
        {
            to.Load(field.Load, Register(at));
            if (field.IsOfHost && inNetworkOrder && fields.Count > 1)
                to.ToNetworkOrder(Register(at), field.Load.Length);
            if (field.IsRanged)
                to.ToNetworkOrder(Register(at), field.Load.Length, field.Load.Length);
            at += (field.Load.Length + 3) & ~3;
        }
    }

    /// <summary>Its first bytes alone, into the first register.</summary>
    public void Load(Field field, int length)
    {
        Need(field);
        to.Load(field.Load with { Length = length }, ExpressionWriter.FirstRegister);
        if (field.IsRanged)
            to.ToNetworkOrder(ExpressionWriter.FirstRegister, length, length);
    }

    /// <summary>Packets that go on have this value.</summary>
    public void Know(Field field, byte[] value)
    {
        if (field == Family)
            family = value[0];
        else if (field == Protocol)
            protocol = value[0];
    }

    /// <summary>A field of a frame, of a family or of a protocol is one only in packets of that.</summary>
    private void Need(Field field)
    {
        if (field.Load.From == LoadFrom.Link && !isEthernet)
        {
            Require(LinkType, BitConverter.GetBytes(Ethernet));
            isEthernet = true;
        }
        if (field.Family != 0 && family != field.Family)
            Require(Family, [family = field.Family]);
        if (field.Protocol != 0 && protocol != field.Protocol)
            Require(Protocol, [protocol = field.Protocol]);
    }

    private void Require(Field field, byte[] value)
    {
        to.Load(field.Load, ExpressionWriter.FirstRegister);
        to.Compare(Comparison.Equal, value);
    }
}
