namespace Router.Image.Apk.Installing;

/// <summary>Shell patterns over paths, as fnmatch(3) with FNM_PATHNAME: <c>*</c>, <c>?</c> and <c>[...]</c> never match a slash.</summary>
internal static class Glob
{
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
            {
                for (var skipped = 0; ; skipped++)
                {
                    if (IsMatch(pattern[1..], text[skipped..]))
                        return true;
                    if (skipped == text.Length || text[skipped] == '/')
                        return false;
                }
            }

            if (text.IsEmpty || !MatchesOne(ref pattern, text[0]))
                return false;
            text = text[1..];
        }

        return text.IsEmpty;
    }

    private static bool MatchesOne(ref ReadOnlySpan<char> pattern, char letter)
    {
        var first = pattern[0];
        if (first == '[' && pattern[2..].IndexOf(']') is var end && end >= 0)
        {
            var set = pattern[1..(end + 2)];
            pattern = pattern[(end + 3)..];
            return letter != '/' && IsInSet(set, letter);
        }

        if (first == '\\' && pattern.Length > 1)
            pattern = pattern[1..];
        var expected = pattern[0];
        pattern = pattern[1..];
        return first == '?' ? letter != '/' : expected == letter;
    }

    private static bool IsInSet(ReadOnlySpan<char> set, char letter)
    {
        var negated = set[0] is '!' or '^';
        set = set[(negated ? 1 : 0)..];
        for (var i = 0; i < set.Length; i++)
        {
            var isRange = i + 2 < set.Length && set[i + 1] == '-';
            if (isRange ? letter >= set[i] && letter <= set[i + 2] : letter == set[i])
                return !negated;
            i += isRange ? 2 : 0;
        }

        return negated;
    }
}
