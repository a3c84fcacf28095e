namespace Router.Core.Flows;

/// <summary>An answer as lines for people.</summary>
public static class FlowText
{
    public static IEnumerable<string> Render(FlowAnswer answer)
    {
        yield return $"{answer.Verdict.ToString().ToLowerInvariant()}: {answer.Flow}{(answer.Interface is null ? "" : $" (in by {answer.Interface}, zone {answer.Zone ?? "none"})")}";
        yield return $"  {answer.Reason}";
        if (answer.Route is { } route)
            yield return $"  route    {route.Prefix}, table {route.Table}{(route.Via is null ? "" : $", via {route.Via}")}{(route.Link is null ? "" : $", link {route.Link}")}{(route.Zone is null ? "" : $", zone {route.Zone}")}";
        if (answer.LeavesAs is not null)
            yield return $"  becomes  {answer.LeavesAs}";
        foreach (var cause in answer.Causes)
        {
            yield return cause.Line == 0
                ? $"  nothing at {cause.Path}: {cause.Effect}"
                : $"  line {cause.Line}: {cause.Path}: {cause.Effect}";
            if (cause.Line > 0)
                yield return $"      {cause.Text}";
        }
    }
}
