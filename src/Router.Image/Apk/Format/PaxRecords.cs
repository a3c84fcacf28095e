using System.Buffers.Text;
using System.Text;

namespace Router.Image.Apk.Format;

/// <summary>Pax extended records: <c>LENGTH KEY=VALUE\n</c>, the length counting itself (POSIX.1-2001).</summary>
internal static class PaxRecords
{
    public const string ChecksumKey = "APK-TOOLS.checksum.SHA1";
    public const string AttributePrefix = "SCHILY.xattr.";

    public static byte[] Encode(IEnumerable<(string Key, ReadOnlyMemory<byte> Value)> records)
    {
        using var output = new MemoryStream();
        foreach (var (key, value) in records)
        {
            var rest = Encoding.UTF8.GetByteCount(key) + value.Length + 3;
            var length = rest + Digits(rest);
            if (Digits(length) != Digits(rest))
                length = rest + Digits(length);
            output.Write(Encoding.UTF8.GetBytes($"{length} {key}="));
            output.Write(value.Span);
            output.WriteByte((byte)'\n');
        }

        return output.ToArray();
    }

    /// <summary>False when a record's length does not match its bytes.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> body, out List<(string Key, byte[] Value)> records)
    {
        records = [];
        while (!body.IsEmpty)
        {
            if (!Utf8Parser.TryParse(body, out int length, out var digits) || length <= digits + 2 || length > body.Length
                || body[digits] != ' ' || body[length - 1] != '\n')
                return false;
            var record = body[(digits + 1)..(length - 1)];
            var equal = record.IndexOf((byte)'=');
            if (equal <= 0)
                return false;
            records.Add((Encoding.UTF8.GetString(record[..equal]), record[(equal + 1)..].ToArray()));
            body = body[length..];
        }

        return true;
    }

    private static int Digits(int number)
    {
        var digits = 1;
        for (; number >= 10; number /= 10)
            digits++;
        return digits;
    }
}
