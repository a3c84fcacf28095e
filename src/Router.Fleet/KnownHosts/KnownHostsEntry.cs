namespace Router.Fleet.KnownHosts;

internal enum KnownHostsMarker
{
    None,

    /// <summary><c>@cert-authority</c>: the key signs those of the hosts.</summary>
    Authority,

    /// <summary><c>@revoked</c></summary>
    Revoked,
}

/// <summary>What one line says.</summary>
internal sealed record KnownHostsEntry(KnownHostsMarker Marker, string Names, string Type, byte[] Key, KnownHostsPlace Place)
{
    /// <summary>Null: it is a comment, or no line of this format.</summary>
    public static KnownHostsEntry? Parse(string line, KnownHostsPlace place)
    {
        var fields = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var marker = KnownHostsMarker.None;
        if (fields is [['@', ..] word, ..])
        {
            if (word is not ("@cert-authority" or "@revoked"))
                return null;
            marker = word == "@revoked" ? KnownHostsMarker.Revoked : KnownHostsMarker.Authority;
            fields = fields[1..];
        }
        return fields is [[not '#', ..] names, var type, var text, ..] && Base64.TryDecode(text, out var key)
            && KnownHostsList.KeyType(key) == type
            ? new KnownHostsEntry(marker, names, type, key, place)
            : null;
    }

    public bool Is(ReadOnlySpan<byte> key) => key.SequenceEqual(Key);
}
