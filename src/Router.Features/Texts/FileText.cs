using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Router.Features.Texts;

/// <summary>
/// A file as it is written: what stands in braces is a value, which <typeparamref name="TLanguage"/> keeps to itself; the rest is in the
/// language already.
/// </summary>
internal sealed class FileText<TLanguage>
    where TLanguage : IFileLanguage
{
    private readonly StringBuilder text = new();

    public static string Of([InterpolatedStringHandlerArgument] Values values) => values.Text.ToString();

    public FileText<TLanguage> Add([InterpolatedStringHandlerArgument("")] Values values)
    {
        _ = values;
        return this;
    }

    /// <summary>Words of the language, never of a document.</summary>
    public FileText<TLanguage> AddWords(string words)
    {
        text.Append(words);
        return this;
    }

    public override string ToString() => text.ToString();

    /// <summary>Takes an interpolated string apart.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Values
    {
        public Values(int literalLength, int formattedCount)
        {
            _ = formattedCount;
            Text = new StringBuilder(literalLength);
        }

        public Values(int literalLength, int formattedCount, FileText<TLanguage> file)
        {
            _ = (literalLength, formattedCount);
            Text = file.text;
        }

        internal StringBuilder Text { get; }

        public void AppendLiteral(string words) => Text.Append(words);

        public void AppendFormatted(string? value) => Text.Append(TLanguage.Value(value ?? ""));

        /// <summary>Several values, a blank between them.</summary>
        public void AppendFormatted(IEnumerable<string> values) => Text.AppendJoin(' ', values.Select(TLanguage.Value));

        public void AppendFormatted<T>(T value)
            where T : IFormattable => Text.Append(value.ToString(null, CultureInfo.InvariantCulture));
    }
}
