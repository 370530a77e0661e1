#:project ..
// What this lesson is about, made visible with the trainee's own code: dotnet demo/demo.cs
using Camp.NewLesson;

var tally = new Tally();
try
{
    Parallel.For(0, 10_000, number => tally.Add(number % 3 == 0 ? "fizz" : "plain"));
    Console.WriteLine($"fizz: {tally.Count("fizz")}, plain: {tally.Count("plain")}; of 10000 words none is lost.");
    return 0;
}
catch (AggregateException error) when (error.InnerExceptions.Any(inner => inner is NotImplementedException))
{
    Console.WriteLine("This demo counts with your Tally. Finish newlesson/tally first: camp hint newlesson/tally");
    return 1;
}
