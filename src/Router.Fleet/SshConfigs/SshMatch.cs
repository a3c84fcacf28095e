namespace Router.Fleet.SshConfigs;

/// <summary>The criteria of a <c>Match</c> line; all of them have to hold.</summary>
internal static class SshMatch
{
    /// <exception cref="SshConfigException">One is not known, or only ssh can tell.</exception>
    public static bool Holds(SshConfigLine line, SshConfigQuery asked)
    {
        var holds = true;
        var words = new Queue<string>(line.Arguments);
        while (words.TryDequeue(out var word))
        {
            var not = word.StartsWith('!');
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var criterion = (equals < 0 ? word : word[..equals]).TrimStart('!').ToLowerInvariant();
            if (criterion is "all")
            {
                holds &= !not;
                continue;
            }
            // A second pass over the files, which only canonical names and "final" bring about, is not made.
            if (criterion is "canonical" or "final")
            {
                if (!not && holds)
                    throw new SshConfigException(line.Place, $"match {criterion} is done by ssh alone", wantsSsh: true);
                continue;
            }
            var value = equals >= 0 ? word[(equals + 1)..] : words.Count > 0 ? words.Dequeue() : null;
            if (value is null)
                throw new SshConfigException(line.Place, $"match {criterion}: it has no value");
            holds &= One(criterion, value, line, asked, holds) != not;
        }
        return holds;
    }

    private static bool One(string criterion, string value, SshConfigLine line, SshConfigQuery asked, bool matters) => criterion switch
    {
        "host" => SshPatterns.MatchList(value, asked.HostName, ignoreCase: true),
        "originalhost" => SshPatterns.MatchList(value, asked.Host, ignoreCase: true),
        "user" => SshPatterns.MatchList(value, asked.User),
        "localuser" => SshPatterns.MatchList(value, asked.Self.User),
        // What only ssh can tell matters only where all in front of it holds.
        _ when !matters => false,
        "exec" => throw new SshConfigException(line.Place, "match exec is done by ssh alone", wantsSsh: true),
        _ => throw new SshConfigException(line.Place, $"match {criterion} is not known here", wantsSsh: true),
    };
}
