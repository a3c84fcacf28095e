using System.Diagnostics;
using System.Globalization;

namespace Router.Testing;

/// <summary>
/// Throws mutations of good inputs at code that has to take anything. Bounded and the same each time; ROUTER_FUZZ_SECONDS=N goes on
/// for so long with other seeds.
/// </summary>
public static class Fuzz
{
    private const int Rounds = 3000;
    private static readonly byte[] Interesting =
    [
        0, 1, 0x7F, 0x80, 0xFF, (byte)'{', (byte)'}', (byte)'[', (byte)'"', (byte)':', (byte)'\n', (byte)' ', (byte)'-', (byte)'&',
        (byte)'#'
    ];

    /// <summary>What <paramref name="target"/> throws comes out with the input, in base64.</summary>
    public static void Run(IReadOnlyList<byte[]> good, Action<byte[]> target)
    {
        var seconds = double.Parse(Environment.GetEnvironmentVariable("ROUTER_FUZZ_SECONDS") ?? "0", CultureInfo.InvariantCulture);
        var watch = Stopwatch.StartNew();
        for (var seed = 0; seed < Rounds || watch.Elapsed.TotalSeconds < seconds; seed++)
        {
            var input = Mutate(good, new Random(seed));
            try
            {
                target(input);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}, input {Convert.ToBase64String(input)}", exception);
            }
        }
    }

    private static byte[] Mutate(IReadOnlyList<byte[]> good, Random random)
    {
        var bytes = new List<byte>(good[random.Next(good.Count)]);
        for (var hits = random.Next(1, 8); hits > 0; hits--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 32), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1 when at < bytes.Count: bytes[at] = Interesting[random.Next(Interesting.Length)]; break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 4: bytes.Insert(at, Interesting[random.Next(Interesting.Length)]); break;
                default:
                    var other = good[random.Next(good.Count)];
                    var from = random.Next(other.Length + 1);
                    bytes.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(64))]);
                    break;
            }
        }
        return [.. bytes];
    }
}
