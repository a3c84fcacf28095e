namespace Router.Daemon;

/// <summary>What stands behind <c>routerd run</c>.</summary>
internal static class RunOptions
{
    /// <summary>False: <paramref name="problem"/> says what is wrong.</summary>
    public static bool TryParse(IReadOnlyList<string> arguments, out RuntimePaths paths, out string problem)
    {
        paths = RuntimePaths.Device;
        problem = "";
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count)
            {
                problem = $"{arguments[i]} wants a value";
                return false;
            }
            var value = arguments[i + 1];
            switch (arguments[i])
            {
                case "--state": paths = paths with { State = Path.GetFullPath(value) }; break;
                case "--socket": paths = paths with { Socket = Path.GetFullPath(value) }; break;
                case "--board": paths = paths with { Board = Path.GetFullPath(value) }; break;
                case "--root": paths = paths with { Root = Path.GetFullPath(value) }; break;
                default:
                    problem = $"no option {arguments[i]}";
                    return false;
            }
        }
        return true;
    }
}
