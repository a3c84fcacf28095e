namespace Router.Wire.Netlink.Nftables;

/// <summary>
/// What a set holds, from nft's words for it: <c>inet_proto . inet_service : ipv4_addr . inet_service</c>. <see cref="Data"/> is empty for
/// a set and for a map to verdicts, which <see cref="IsVerdict"/> tells.
/// </summary>
public sealed record SetType(IReadOnlyList<FieldType> Key, IReadOnlyList<FieldType> Data, bool IsVerdict, bool IsInterval)
{
    /// <summary>As the kernel keeps it for nft: six bits a field.</summary>
    internal static uint Number(IReadOnlyList<FieldType> fields) => fields.Aggregate(0u, (number, field) => (number << 6) | field.Number);

    /// <summary>In bytes.</summary>
    internal static int Length(IReadOnlyList<FieldType> fields) =>
        fields is [var only] ? only.Length : fields.Sum(field => (field.Length + 3) & ~3);

    /// <summary>Null: it has fields that are not known here.</summary>
    public static SetType? Parse(string type, bool interval)
    {
        var sides = type.Split(" : ");
        var verdict = sides is [_, "verdict"];
        var key = Fields(sides[0]);
        var data = sides.Length == 2 && !verdict ? Fields(sides[1]) : [];
        return key is null || data is null || sides.Length > 2 ? null : new(key, data, verdict, interval);
    }

    private static List<FieldType>? Fields(string words)
    {
        List<FieldType> fields = [];
        foreach (var word in words.Split(" . "))
        {
            if (FieldType.Find(word) is not { } field)
                return null;
            fields.Add(field);
        }
        return fields;
    }
}
