namespace Router.Documents.Shapes;

/// <summary>How to mend a key that nobody knows.</summary>
internal static class KeyAdvice
{
    /// <param name="key">As it is written.</param>
    /// <param name="known">Those that may stand there.</param>
    /// <param name="foreign">Keys of other products, with those that say it here.</param>
    public static string Of(string key, IReadOnlyList<string> known, ForeignKeys foreign)
    {
        var word = key.Replace('_', '-').ToLowerInvariant();
        if (word is "disabled" or "disable" or "enabled" or "enable" or "inactive")
            return "!inactive in front of a part takes its effect (deactivate PATH in the console); without it the part has effect";
        if (foreign.Meant(word, known) is { } meant)
            return $"here it is {meant}";
        return Nearest.Find(key, known) is { } near ? $"did you mean {near}?" : $"keys here are {string.Join(", ", known)}";
    }
}
