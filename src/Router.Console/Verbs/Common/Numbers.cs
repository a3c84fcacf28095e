using System.Globalization;
using Router.Console.Lines;

namespace Router.Console.Verbs.Common;

internal static class Numbers
{
    /// <exception cref="UsageException">It is none, or less than <paramref name="least"/>.</exception>
    public static int Parse(string text, string what, int least = 1) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new UsageException($"\"{text}\" is not the number of {what}", $"a whole number from {least}");
}
